// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
// The page: pickers and sliders change the state; the state is solved; what was
// confirmed is shown. While an engine is at work only the newest state waits.

const $ = (id) => document.getElementById(id);
let pool = null;
let about = null;
let economyPath = "../data/world-2014-prk";
let state = fromLink(location.hash) ?? START;
const shown = {a: null, b: null};  // the last answers
let nameOf = new Map();
let codes = [];

const say = (words) => { $("status").textContent = words; };

// --- pickers ------------------------------------------------------------------

const options = (list, extra = []) => [...extra, ...list].map(({code, name}) =>
  h("option", {value: code, textContent: name}));
const ALL = {code: "all", name: "all"};

function picker(words, list, value, change) {
  const select = h("select", {onchange: () => change(select.value)}, ...list);
  select.value = value;
  return h("label", {}, words, select);
}

// Another country in a role takes over the measures of the one before.
function exchange(role, code) {
  const before = state[role];
  const swap = (place) => place === before ? code : place;
  const all = (list) => list && list.map((m) =>
    ({...m, exporter: swap(m.exporter), importer: swap(m.importer)}));
  state = {...state, [role]: code, a: all(state.a), b: all(state.b)};
  shown.a = shown.b = null;
}

function drawRoles() {
  const roles = [["sender", "Sender"], ["broker", "Broker"], ["target", "Target"]];
  $("roles").replaceChildren(...roles.map(([role, words]) => {
    const label = picker(words, options(about.countries), state[role], (code) => {
      exchange(role, code);
      drawMeasures();
      changed();
    });
    label.querySelector("select").id = role;
    return label;
  }));
}

// --- measures -----------------------------------------------------------------

const current = () => state[state.shown];
function setMeasures(list) {
  state = {...state, [state.shown]: list};
}

function measureTitle(m) {
  const name = (code) => code === "all" ? "all countries" : nameOf.get(code) ?? code;
  return `${KINDS[m.kind].words}: ${name(m.exporter)} to ${name(m.importer)}`;
}

function drawMeasure(m, k) {
  const kind = KINDS[m.kind];
  const put = (part) => {
    setMeasures(current().map((other, i) => i === k ? {...other, ...part} : other));
    changed();
  };
  const redraw = (part) => { put(part); drawMeasures(); };
  const number = h("input", {type: "number", min: kind.low, max: kind.high, step: "any",
    value: m.value, ariaLabel: `${measureTitle(m)}, ${kind.unit}`});
  const range = h("input", {type: "range", min: kind.low, max: kind.high, step: kind.step,
    value: m.value, ariaLabel: measureTitle(m), id: `slider-${k}`});
  range.addEventListener("input", () => {
    number.value = range.value;
    put({value: Number(range.value)});
  });
  number.addEventListener("change", () => {
    const value = Math.min(Math.max(Number(number.value) || 0, kind.low), kind.high);
    number.value = value;
    range.value = value;
    put({value});
  });
  const places = options(about.countries, [ALL]);
  const kinds = Object.entries(KINDS).map(([code, {words}]) => ({code, name: words}));
  return h("fieldset", {},
    h("legend", {textContent: measureTitle(m)}),
    h("button", {className: "remove", type: "button", textContent: "remove",
      ariaLabel: `remove ${measureTitle(m)}`,
      onclick: () => { setMeasures(current().filter((_, i) => i !== k)); drawMeasures(); changed(); }}),
    h("div", {className: "row"},
      picker("measure", options(kinds), m.kind, (code) =>
        redraw({kind: code, value: KINDS[code].start})),
      picker("goods", options(about.sectors, [ALL]), m.sector, (code) => redraw({sector: code})),
      picker("from", places, m.exporter, (code) => redraw({exporter: code})),
      picker("to", places.map((o) => o.cloneNode(true)), m.importer, (code) => redraw({importer: code}))),
    h("div", {className: "slide"}, range, number, h("output", {textContent: kind.unit})),
    h("p", {className: "soft", textContent: kind.effect}));
}

function drawMeasures() {
  $("measures").replaceChildren(...current().map(drawMeasure));
}

function drawTabs() {
  const tab = (which, words) => h("button", {type: "button", role: "tab", textContent: words,
    ariaSelected: String(state.shown === which), id: `tab-${which}`,
    onclick: () => { state = {...state, shown: which}; drawTabs(); drawMeasures(); changed(); }});
  $("tabs").replaceChildren(tab("a", "Scenario A"), ...(state.b ? [tab("b", "Scenario B")] : []));
  const add = h("button", {type: "button", textContent: "Add a measure", id: "add",
    onclick: () => {
      setMeasures([...current(), {kind: "embargo", exporter: state.target, importer: state.broker,
        sector: "all", value: 50}]);
      drawMeasures();
      changed();
    }});
  const compare = h("button", {type: "button", id: "compare",
    textContent: state.b ? "Stop comparing" : "Compare with a copy",
    onclick: () => {
      state = state.b ? {...state, b: null, shown: "a"}
        : {...state, b: structuredClone(state.a), shown: "b"};
      shown.b = null;
      drawTabs();
      drawMeasures();
      changed();
    }});
  $("actions").replaceChildren(add, compare);
}

// --- data and settings ----------------------------------------------------------

async function openFile(file) {
  say(`Reading ${file.name} …`);
  try {
    const files = await economyFiles(new Uint8Array(await file.arrayBuffer()));
    await openEconomy(files);
    economyPath = file.name.replace(/\.zip$/i, "");
  } catch (error) {
    say(`${file.name}: ${error.message}`);
  }
}

function drawSettings() {
  const set = (code) => ({code, name: code === "" ? "those of sectors.csv" : code});
  const rules = ["bilateral", "fixed", "scaled", "zero"].map((code) => ({code, name: code}));
  const sets = about.sets.length ? about.sets.map(set) : [set("")];
  const file = h("input", {type: "file", accept: ".zip", id: "zip",
    onchange: () => file.files[0] && openFile(file.files[0])});
  $("settings").replaceChildren(
    h("div", {className: "row"},
      picker("elasticities", options(sets), state.set, (code) => { state = {...state, set: code}; reuse(); }),
      picker("trade balance", options(rules), state.balance, (code) => {
        state = {...state, balance: code};
        reuse();
      })),
    h("p", {className: "buttons"},
      h("label", {className: "file"}, "Open your own economy (a zip of its folder)", file)),
    ...about.notes.map((note) => h("p", {className: "soft", textContent: note})));
}

async function reuse() {
  say("Calibrating …");
  try {
    about = await pool.use(state.set, state.balance);
    sayEconomy();
    changed();
  } catch (error) {
    say(`This set or rule cannot be used: ${error.message}`);
  }
}

function sayEconomy() {
  $("economy").textContent = `${about.name}: ${about.countries.length} countries, `
    + `${about.sectors.length} industries, data of ${about.year}`;
  say("Ready: move a slider.");
}

async function openEconomy(files) {
  about = await pool.open(files);
  state = fitState(state, about);
  nameOf = new Map(about.countries.map(({code, name}) => [code, name]));
  codes = about.countries.map(({code}) => code);
  about = await pool.use(state.set, state.balance);
  sayEconomy();
  drawRoles();
  drawTabs();
  drawMeasures();
  drawSettings();
  drawDownloads();
  changed();
}

// --- solving ---------------------------------------------------------------------

const textOf = (scenarios) => caseYaml(state, economyPath, scenarios);
const scenario = (which) => ({name: `scenario-${which}`, measures: state[which],
  description: `Scenario ${which.toUpperCase()} of the workbench`});

let working = false;
let waiting = false;
let moved = 0;       // when the state last changed
let generation = 0;  // of the state

function changed() {
  generation++;
  moved = performance.now();
  document.body.dataset.wanted = generation;
  const link = toLink(state);
  history.replaceState(null, "", `#s=${link}`);
  if (working) waiting = true;
  else solve();
}

async function solveOne(which) {
  try {
    const answer = await pool.front({text: textOf([scenario(which)])});
    shown[which] = {...answer.results[0], pairs: answer.pairs, ms: answer.ms};
  } catch (error) {
    shown[which] = {confirmed: false, outcome: "refused", why: error.message, ms: 0};
  }
}

async function solve() {
  working = true;
  do {
    waiting = false;
    const since = moved;
    const mine = generation;
    const other = state.shown === "a" ? "b" : "a";
    await solveOne(state.shown);
    if (state[other] && !shown[other]) await solveOne(other);
    if (mine === generation) drawResults(since, mine);
  } while (waiting);
  working = false;
  clearTimeout(solve.later);
  solve.later = setTimeout(climb, 120);
}

// The ladder: a batch in the other workers, dropped when the state moves on.
async function climb() {
  const mine = generation;
  $("ladder").classList.add("busy");
  const [base, ...steps] = ladderScenarios(state, current()).map((one) => textOf([one]));
  const answers = await pool.batch([base, ...steps], () => mine === generation);
  if (!answers) return;
  const results = answers.map((answer) => answer?.results?.[0]);
  drawLadder(results);
  $("ladder").classList.remove("busy");
  document.body.dataset.ladder = mine;
}

// --- showing ---------------------------------------------------------------------

const at = (result, key, code) => result?.confirmed ? result[key][codes.indexOf(code)] : NaN;

function drawLadder([base, ...results]) {
  // what a country earns: lending that ends with the trade is no gain or loss
  const loss = (result) => -(at(result, "real_domestic_income_pct", state.target)
    - at(base, "real_domestic_income_pct", state.target));
  const cost = (result) => -(at(result, "real_domestic_income_musd", state.broker)
    - at(base, "real_domestic_income_musd", state.broker));
  const points = LADDER.map((step, k) => ({...step, loss: loss(results[k]), cost: cost(results[k])}))
    .filter((point) => Number.isFinite(point.loss) && Number.isFinite(point.cost));
  const mine = shown[state.shown];
  const here = mine?.confirmed ? {loss: loss(mine), cost: cost(mine)} : null;
  $("ladder").replaceChildren(...(points.length ? [ladder(points, here)] : []));
  const missing = LADDER.length - points.length;
  if (missing) {
    $("ladder").append(h("p", {className: "soft",
      textContent: `${missing} steps have no equilibrium or were not confirmed.`}));
  }
}

function card(role, code) {
  const pct = at(shown[state.shown], "real_income_pct", code);
  const musd = at(shown[state.shown], "real_income_musd", code);
  const who = h("div", {className: "who", textContent: `${nameOf.get(code)} (${role})`});
  if (!Number.isFinite(pct)) {
    return h("div", {className: "card", id: `card-${role}`}, who,
      h("div", {className: "number", textContent: "no answer"}));
  }
  return h("div", {className: "card", id: `card-${role}`}, who,
    h("div", {className: `number ${gainOrLoss(pct)}`, textContent: `${show(pct, 4)} %`}),
    h("div", {className: "soft", textContent: `${money(musd)} a year in all; what it earns: `
      + `${show(at(shown[state.shown], "real_domestic_income_pct", code), 3)} %, `
      + money(at(shown[state.shown], "real_domestic_income_musd", code))}));
}

function table(heads, rows) {
  return h("div", {className: "wide"}, h("table", {},
    h("thead", {}, h("tr", {}, ...heads.map((words) => h("th", {scope: "col", textContent: words})))),
    h("tbody", {}, ...rows.map(([first, ...cells]) => h("tr", {},
      h("th", {scope: "row", textContent: first}),
      ...cells.map((words) => h("td", {textContent: words})))))));
}

function drawTrade(result) {
  const size = codes.length;
  const flow = (from, to, after) =>
    result.pairs[(after ? size * size : 0) + codes.indexOf(from) * size + codes.indexOf(to)];
  const line = (words, from, to) => [words, show(flow(from, to, false), 4),
    show(flow(from, to, true), 4),
    flow(from, to, false) > 0 ? show(100 * (flow(from, to, true) / flow(from, to, false) - 1), 3) : ""];
  const total = (words, code, before, after) => [words, show(at(result, before, code), 4),
    show(at(result, after, code), 4), show(100 * (at(result, after, code) / at(result, before, code) - 1), 3)];
  const {sender, broker, target} = state;
  const name = (code) => nameOf.get(code);
  $("trade").replaceChildren(table(["trade, million $ a year", "before", "after", "change, %"], [
    line(`${name(target)} sells to ${name(broker)}`, target, broker),
    line(`${name(broker)} sells to ${name(target)}`, broker, target),
    line(`${name(broker)} sells to ${name(sender)}`, broker, sender),
    line(`${name(sender)} sells to ${name(broker)}`, sender, broker),
    total(`all sales of ${name(target)} abroad`, target, "exports_base", "exports_cf"),
    total(`all purchases of ${name(target)} abroad`, target, "imports_base", "imports_cf"),
  ]));
}

function drawBars(result) {
  const rows = codes.map((code, k) => ({code, name: nameOf.get(code), value: result.real_income_pct[k]}))
    .sort((a, b) => b.value - a.value);
  const roles = [state.sender, state.broker, state.target];
  const kept = rows.filter((row, k) => k < 5 || k >= rows.length - 5 || roles.includes(row.code));
  $("bars").replaceChildren(bars(kept));
  const [heads, more] = state.b ? comparison() : [["real income, %", "million $"], (k) =>
    [show(result.real_income_pct[k], 4), show(result.real_income_musd[k], 4)]];
  $("all").replaceChildren(table(["country", ...heads],
    codes.map((code, k) => [nameOf.get(code), ...more(k)])));
}

// Columns of A, B and the difference, for the country k.
function comparison() {
  const pct = (which, k) => shown[which]?.confirmed ? shown[which].real_income_pct[k] : NaN;
  return [["A, %", "B, %", "B less A, points"], (k) =>
    [show(pct("a", k), 4), show(pct("b", k), 4), show(pct("b", k) - pct("a", k), 4)]];
}

function drawComparison() {
  if (!state.b) return;
  const [heads, more] = comparison();
  const rows = ["target", "broker", "sender"].map((role) =>
    [nameOf.get(state[role]), ...more(codes.indexOf(state[role]))]);
  const box = table(["real income", ...heads], rows);
  box.id = "comparison";
  $("cards").append(box);
}

function drawResults(since, mine) {
  const result = shown[state.shown];
  const good = result.confirmed;
  $("trouble").textContent = good ? "" : `No answer, so no numbers: ${result.why}`;
  const residual = good ? result.verified_residual.toExponential(0) : "";
  $("timing").textContent = good ? `Solved and verified in ${show(result.ms, 2)} ms, `
    + `${result.iterations} sweeps; every equation holds to ${residual} of a country's own size.` : "";
  $("cards").replaceChildren(...["target", "broker", "sender"].map((role) => card(role, state[role])));
  drawComparison();
  if (good) {
    drawTrade(result);
    drawBars(result);
  } else {
    for (const id of ["trade", "bars", "all"]) $(id).replaceChildren();
  }
  // what the tests read: time from the slider to the numbers on the page
  document.body.dataset.latency = performance.now() - since;
  document.body.dataset.solved = mine;
}

// --- downloads -------------------------------------------------------------------

function save(name, text) {
  const link = h("a", {download: name, href: URL.createObjectURL(new Blob([text]))});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const scenarios = () => state.b ? [scenario("a"), scenario("b")] : [scenario("a")];

// The tables of each scenario in one file, with the exact split of the path.
async function csvOf(name) {
  const texts = [];
  for (const one of scenarios()) {
    const answer = await pool.front({text: textOf([one]), csv: [name], path: 16});
    if (!answer.results[0].confirmed) throw new Error(answer.results[0].why);
    const csv = answer.tables[name];
    texts.push(texts.length ? csv.slice(csv.indexOf("\n") + 1) : csv);
  }
  return texts.join("");
}

function drawDownloads() {
  const csv = (name) => h("button", {type: "button", id: `csv-${name}`, textContent: `${name}.csv`,
    onclick: async () => {
      try {
        save(`${name}.csv`, await csvOf(name));
      } catch (error) {
        say(`No ${name}.csv: ${error.message}`);
      }
    }});
  const copy = h("button", {type: "button", id: "link", textContent: "Copy a link to this",
    onclick: async () => {
      try {
        await navigator.clipboard.writeText(location.href);
        say("The link is on the clipboard; it holds the whole state.");
      } catch {
        say("The address of this page holds the whole state: copy it from the address bar.");
      }
    }});
  $("downloads").replaceChildren(copy,
    h("button", {type: "button", id: "yaml", textContent: "Case as YAML",
      onclick: () => save("workbench.yaml", textOf(scenarios()))}),
    csv("country"), csv("sector"), csv("bilateral"));
}

// --- begin -----------------------------------------------------------------------

addEventListener("hashchange", () => {
  const linked = fromLink(location.hash);
  if (!linked || !about || toLink(linked) === toLink(state)) return;
  const settings = [state.set, state.balance].join();
  state = fitState(linked, about);
  shown.a = shown.b = null;
  drawRoles();
  drawTabs();
  drawMeasures();
  drawSettings();
  if ([state.set, state.balance].join() === settings) changed();
  else reuse();
});

async function begin() {
  const source = URL.createObjectURL(new Blob([$("worker").textContent],
    {type: "text/javascript"}));
  const bytes = await inflate(fromBase64($("engine").textContent), "gzip");
  const module = await WebAssembly.compile(bytes);
  pool = new Pool(source, module, Math.min(Math.max(navigator.hardwareConcurrency || 2, 2), 4));
  await openEconomy(await economyFiles(fromBase64($("data").textContent)));
}

begin().catch((error) => say(`This browser cannot run the workbench: ${error.message}`));
