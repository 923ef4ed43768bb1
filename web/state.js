// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
// What the page shows, as one value: in memory, and in the address behind "#",
// where a link carries it.
"use strict";

const START = {
  sender: "USA", broker: "CHN", target: "PRK",
  set: "", balance: "", shown: "a",
  a: [
    {kind: "embargo", exporter: "PRK", importer: "CHN", sector: "all", value: 0},
    {kind: "cap", exporter: "CHN", importer: "PRK", sector: "petroleum", value: 100},
    {kind: "tariff-add", exporter: "CHN", importer: "USA", sector: "all", value: 0},
  ],
  b: null,
};

const toLink = (state) => {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

// The state that a link holds, or null: a link is somebody else's text.
function fromLink(hash) {
  const match = /^#s=([A-Za-z0-9_-]{2,20000})$/.exec(hash);
  if (!match) return null;
  try {
    const bytes = Uint8Array.from(atob(match[1].replace(/-/g, "+").replace(/_/g, "/")),
      (c) => c.charCodeAt(0));
    return cleanState(JSON.parse(new TextDecoder("utf-8", {fatal: true}).decode(bytes)));
  } catch {
    return null;
  }
}

const isCode = (value) => typeof value === "string" && /^[A-Za-z0-9_-]{1,64}$/.test(value);

function cleanMeasures(list) {
  if (!Array.isArray(list) || list.length > 40) return null;
  const clean = list.map((m) => m && Object.hasOwn(KINDS, m.kind) && isCode(m.exporter)
    && isCode(m.importer) && isCode(m.sector) && Number.isFinite(m.value)
    ? {kind: m.kind, exporter: m.exporter, importer: m.importer, sector: m.sector,
      value: Math.min(Math.max(m.value, KINDS[m.kind].low), KINDS[m.kind].high)} : null);
  return clean.includes(null) ? null : clean;
}

function cleanState(raw) {
  const a = cleanMeasures(raw?.a);
  const b = raw?.b === null || raw?.b === undefined ? null : cleanMeasures(raw.b);
  if (!a || ![raw.sender, raw.broker, raw.target].every(isCode)) return null;
  const word = (value) => isCode(value) ? value : "";
  return {sender: raw.sender, broker: raw.broker, target: raw.target, set: word(raw.set),
    balance: word(raw.balance), shown: raw.shown === "b" && b ? "b" : "a", a, b};
}

// Codes that the economy does not have are replaced; measures on them go.
function fitState(state, about) {
  const countries = new Set(about.countries.map(({code}) => code));
  const sectors = new Set([...about.sectors.map(({code}) => code), "all"]);
  const fitting = (m) => (countries.has(m.exporter) || m.exporter === "all")
    && (countries.has(m.importer) || m.importer === "all") && sectors.has(m.sector);
  const spare = about.countries.map(({code}) => code);
  const fitted = {...state, a: state.a.filter(fitting), b: state.b && state.b.filter(fitting)};
  for (const role of ["target", "broker", "sender"]) {
    if (!countries.has(fitted[role])) {
      const taken = ["sender", "broker", "target"].map((r) => fitted[r]);
      fitted[role] = spare.find((code) => !taken.includes(code)) ?? spare[0];
    }
  }
  fitted.set = about.sets.includes(state.set) ? state.set : about.set;
  fitted.balance = ["bilateral", "fixed", "scaled", "zero"].includes(state.balance)
    ? state.balance : about.trade_balance;
  if (!fitted.a.length) {
    fitted.a = [{kind: "embargo", exporter: fitted.target, importer: fitted.broker,
      sector: "all", value: 0}];
  }
  return fitted;
}
