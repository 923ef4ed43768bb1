// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
// What the page gains with JavaScript: tooltips at the pointer and at the
// keyboard's focus, tables that sort and filter. Nothing is read that does not
// stand in the page already.
"use strict";
(() => {
  const make = (name, props) => Object.assign(document.createElement(name), props);

  // --- tooltips ---
  const tip = make("div", {className: "tip", hidden: true});
  document.body.append(tip);
  const markOf = (target) => target instanceof Element
    && target.closest("svg rect, svg circle, svg path");
  const wordsOf = (mark) => {
    const title = mark && mark.querySelector(":scope > title");
    return title ? title.textContent : mark ? mark.dataset.tip || "" : "";
  };
  const show = (mark, x, y) => {
    const words = wordsOf(mark);
    tip.hidden = !words;
    if (!words) return;
    tip.textContent = words;
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.left = Math.max(4, Math.min(x + 14, room)) + "px";
    tip.style.top = Math.max(4, y - tip.offsetHeight - 10) + "px";
  };
  document.addEventListener("pointermove", (event) => {
    const mark = markOf(event.target);
    if (mark) {
      // the browser's own tooltip would come on top of ours
      const title = mark.querySelector(":scope > title");
      if (title) {
        mark.dataset.tip = title.textContent;
        mark.setAttribute("aria-label", title.textContent);
        title.remove();
      }
    }
    show(mark, event.clientX, event.clientY);
  });
  document.addEventListener("scroll", () => { tip.hidden = true; }, true);

  // Arrow keys walk through the marks of a drawing that has the focus.
  for (const plot of document.querySelectorAll(".plot")) {
    let at = -1;
    plot.addEventListener("keydown", (event) => {
      const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
      if (event.key === "Escape") tip.hidden = true;
      if (!step) return;
      const marks = [...plot.querySelectorAll("rect, circle, path")].filter(wordsOf);
      if (!marks.length) return;
      event.preventDefault();
      at = (at + step + marks.length) % marks.length;
      const box = marks[at].getBoundingClientRect();
      show(marks[at], box.left + box.width / 2, box.top);
    });
    plot.addEventListener("blur", () => { tip.hidden = true; });
  }

  // --- tables ---
  const valueOf = (cell) => cell.dataset.v !== undefined ? Number(cell.dataset.v)
    : cell.classList.contains("n") ? NaN : cell.textContent;
  const compare = (a, b) => {
    if (typeof a === "string") return a.localeCompare(b);
    if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) - Number.isNaN(b);
    return a - b;
  };
  for (const table of document.querySelectorAll("table.data")) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = make("button", {type: "button", textContent: head.textContent});
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...body.rows];
        rows.sort((a, b) => {
          const x = valueOf(a.cells[column]), y = valueOf(b.cells[column]);
          const order = compare(x, y);
          // empty cells stay last either way
          return Number.isNaN(x) || Number.isNaN(y) ? order : down ? -order : order;
        });
        body.append(...rows);
      });
    });
    if (body.rows.length > 12) {
      const box = make("input", {className: "filter", type: "search",
        placeholder: "Filter rows"});
      box.setAttribute("aria-label", "Filter rows");
      table.closest(".scroll").before(box);
      box.addEventListener("input", () => {
        const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
        for (const row of body.rows) {
          const text = (row.textContent + " " + [...row.cells].map((c) => c.title).join(" "))
            .toLowerCase();
          row.hidden = !words.every((word) => text.includes(word));
        }
      });
    }
  }
})();
