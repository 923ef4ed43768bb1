// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
// Elements, numbers and drawings. Text is set as text, never as markup: no
// name in the data or in a link can become anything else.

function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list" && name !== "form") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function s(tag, props = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(props)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const MINUS = "\u2212";
const signed = (text, value, zero) => zero ? text : value < 0 ? MINUS + text : text;

// About `digits` significant digits, groups of three, a real minus sign.
function show(value, digits = 4) {
  if (!Number.isFinite(value)) return "";
  if (Math.abs(value) < 1e-9) return "0";  // rounding, of per cents and millions
  const size = Math.abs(value);
  if (size < 1e-6 || size >= 1e15) {
    return signed(size.toExponential(digits - 1), value, false);
  }
  const power = Math.floor(Math.log10(size)) + 1;
  const fixed = size.toFixed(Math.min(Math.max(digits - power, 0), 12));
  const [whole, part] = fixed.split(".");
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") : whole;
  return signed(part ? `${grouped}.${part}` : grouped, value, Number(fixed) === 0);
}

// "$1.23 billion" of million dollars
function money(musd) {
  if (!Number.isFinite(musd)) return "";
  const size = Math.abs(musd);
  const text = size >= 1000 ? `$${show(size / 1000, 3)} billion` : `$${show(size, 3)} million`;
  return signed(text, musd, size === 0);
}

const gainOrLoss = (value) => value > 0 ? "gain" : value < 0 ? "loss" : "";

// --- bars of gains and losses -----------------------------------------------

function bars(rows) {
  const width = 520, row = 22, top = 4, middle = 335, reach = 95;
  const largest = Math.max(...rows.map(({value}) => Math.abs(value)), 1e-9);
  const svg = s("svg", {viewBox: `0 0 ${width} ${top + rows.length * row + 4}`, role: "img",
    "aria-label": "Real income of countries, per cent"});
  svg.append(s("line", {x1: middle, x2: middle, y1: 0, y2: top + rows.length * row, class: "zero"}));
  rows.forEach(({name, value}, k) => {
    const y = top + k * row;
    const size = reach * Math.abs(value) / largest;
    const label = s("text", {x: 165, y: y + 14, "text-anchor": "end"});
    label.textContent = name;
    const number = s("text", {class: "small muted", y: y + 14,
      x: value < 0 ? middle - size - 5 : middle + size + 5,
      "text-anchor": value < 0 ? "end" : "start"});
    number.textContent = show(value, 3) + " %";
    svg.append(label, s("rect", {x: value < 0 ? middle - size : middle, y: y + 3,
      width: size, height: row - 8, class: value < 0 ? "c2" : "c1"}), number);
  });
  return svg;
}

// The next 1, 2 or 5 times a power of ten.
function roundStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].find((lead) => lead * power >= rough * 0.999) * power;
}

// --- the pressure ladder: target's loss against the broker's cost, log axis --

function ladder(points, current) {
  const width = 520, height = 340, left = 52, right = 500, top = 26, bottom = 276;
  const svg = s("svg", {viewBox: `0 0 ${width} ${height}`, role: "img",
    "aria-label": "Pressure ladder: loss of the target against the cost of the broker"});
  const all = current ? [...points, current] : points;
  const costs = all.map(({cost}) => cost).filter((cost) => cost > 0);
  const low = 10 ** Math.floor(Math.log10(Math.min(...costs, 1e12)));
  const high = Math.max(10 ** Math.ceil(Math.log10(Math.max(...costs, 1e-6))), 10 * low);
  const most = Math.max(...all.map(({loss}) => loss), 1e-6);
  const step = roundStep(most / 4);
  const rise = Math.ceil(most / step - 1e-9) * step;
  const x = (cost) => costs.length && cost > 0
    ? left + 48 + (right - left - 48) * Math.log(cost / low) / Math.log(high / low) : left + 14;
  const y = (loss) => bottom - (bottom - top) * Math.min(Math.max(loss, 0), rise) / rise;
  const text = (words, props) => {
    const element = s("text", props);
    element.textContent = words;
    svg.append(element);
  };
  for (let at = 0; at <= rise * 1.001; at += step) {
    svg.append(s("line", {x1: left, x2: right, y1: y(at), y2: y(at), class: "grid"}));
    text(show(at, 2), {x: left - 6, y: y(at) + 4, "text-anchor": "end", class: "tick"});
  }
  if (costs.length) {
    for (let at = low; at <= high * 1.001; at *= 10) {
      svg.append(s("line", {x1: x(at), x2: x(at), y1: bottom, y2: top, class: "grid"}));
      text(show(at, 1), {x: x(at), y: bottom + 16, "text-anchor": "middle", class: "tick"});
    }
  }
  if (all.some(({cost}) => cost <= 0)) {
    text("gains", {x: left + 14, y: bottom + 16, "text-anchor": "middle", class: "tick"});
  }
  text("loss of the target, %", {x: 0, y: 14, class: "label"});
  text("cost of the broker, million $ a year, log scale",
    {x: (left + right) / 2, y: bottom + 36, "text-anchor": "middle", class: "label"});
  svg.append(s("line", {x1: left, x2: right, y1: bottom, y2: bottom, class: "axis"}));
  const kinds = {"stops buying": "c1", "stops selling": "c2", "stops all trade": "c3"};
  Object.entries(kinds).forEach(([words, style], k) => {
    svg.append(s("circle", {cx: left + 10 + 150 * k, cy: height - 12, r: 5, class: style}));
    text(words, {x: left + 20 + 150 * k, y: height - 8, class: "small"});
  });
  for (const point of points) {
    const mark = s("circle", {cx: x(point.cost), cy: y(point.loss), r: 6, class: kinds[point.words]});
    const title = s("title");
    title.textContent = `${point.words}, ${point.share} %: the target loses ${show(point.loss, 3)} %, `
      + `the broker ${point.cost > 0 ? "loses" : "gains"} ${money(Math.abs(point.cost))}`;
    mark.append(title);
    svg.append(mark);
    if (point.share === 100) {
      text(`${point.share} %`, {x: x(point.cost) + (x(point.cost) > 440 ? -9 : 9), y: y(point.loss) + 4,
        "text-anchor": x(point.cost) > 440 ? "end" : "start", class: "small muted"});
    }
  }
  if (current && (current.loss !== 0 || current.cost !== 0)) {
    const [cx, cy] = [x(current.cost), y(current.loss)];
    svg.append(s("path", {d: `M${cx - 8} ${cy}H${cx + 8}M${cx} ${cy - 8}V${cy + 8}`, class: "here"}));
    text("this scenario", {x: cx > 380 ? cx - 10 : cx + 10, y: cy - 8,
      "text-anchor": cx > 380 ? "end" : "start", class: "small"});
  }
  return svg;
}
