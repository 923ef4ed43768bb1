// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
// Measures, and a case file of them: the text that is solved here is the text
// that is offered as a download and that the command line reads.

const round = (value) => Number(value.toPrecision(12));

// Each kind: its words, its slider, and the measure that a slider's place means.
const KINDS = {
  "tariff-add": {
    words: "tariff on top", unit: "points", low: -10, high: 100, step: 1, start: 10,
    effect: "the importer adds to its tariff on these goods",
    yaml: (m) => ({tariff: {...flow(m), add: round(m.value / 100)}}),
  },
  "tariff-cut": {
    words: "tariff cut", unit: "% of the tariff", low: 0, high: 100, step: 1, start: 50,
    effect: "the importer cuts its tariff on these goods",
    yaml: (m) => ({tariff: {...flow(m), scale: round(1 - m.value / 100)}}),
  },
  embargo: {
    words: "embargo", unit: "% of the flow", low: 0, high: 100, step: 1, start: 100,
    effect: "this share of what the flow consists of is banned",
    yaml: (m) => ({embargo: {...flow(m), coverage: round(m.value / 100)}}),
  },
  cap: {
    words: "cap on the quantity", unit: "% of today's", low: 1, high: 100, step: 1, start: 50,
    effect: "no more than this passes; the importer keeps the rent",
    yaml: (m) => ({quota: {...flow(m), quantity_hat: round(m.value / 100), rents: "importer"}}),
  },
  "export-tax": {
    words: "export tax", unit: "points", low: 0, high: 100, step: 1, start: 10,
    effect: "the exporter taxes these sales",
    yaml: (m) => ({export_tax: {...flow(m), add: round(m.value / 100)}}),
  },
  cost: {
    words: "cost of trading", unit: "% more", low: -20, high: 100, step: 1, start: 10,
    effect: "licences, delays, inspections",
    yaml: (m) => ({trade_cost: {...flow(m), hat: round(1 + m.value / 100)}}),
  },
};

const flow = (m) => ({exporter: m.exporter, importer: m.importer, sector: m.sector});

// Codes that YAML reads as plain texts stand as they are.
const scalar = (value) => typeof value === "number" ? String(value)
  : /^[A-Za-z][A-Za-z0-9_-]*$/.test(value)
    && !/^(null|true|false|yes|no|on|off|y|n)$/i.test(value) ? value : JSON.stringify(value);

const measureYaml = (m) => {
  const [[key, parts]] = Object.entries(KINDS[m.kind].yaml(m));
  const inside = Object.entries(parts).map(([name, value]) => `${name}: ${scalar(value)}`);
  return `      - ${key}: {${inside.join(", ")}}`;
};

const scenarioYaml = (name, measures, description) =>
  [`  ${name}:`, `    description: ${JSON.stringify(description)}`,
    ...(measures.length ? ["    measures:", ...measures.map(measureYaml)] : ["    measures: []"]),
  ].join("\n");

// scenarios: [{name, measures, description}]
function caseYaml(state, economy, scenarios) {
  return [
    "case: workbench",
    `description: ${JSON.stringify("Made in the workbench: "
      + [state.sender, state.broker, state.target].join(", "))}`,
    `economy: ${JSON.stringify(economy)}`,
    ...(state.set ? [`elasticities: ${scalar(state.set)}`] : []),
    `trade_balance: ${scalar(state.balance)}`,
    "",
    "scenarios:",
    ...scenarios.map((s) => scenarioYaml(s.name, s.measures, s.description)),
    "",
  ].join("\n");
}

// Steps of pressure by the broker on the target: what it stops buying, selling.
const LADDER = [
  ["stops buying", [[0, 1]]], ["stops selling", [[1, 0]]],
  ["stops all trade", [[0, 1], [1, 0]]],
].flatMap(([words, ways]) => [25, 50, 75, 100].map((share) => ({words, ways, share})));

function ladderScenarios(state, measures) {
  const pair = [state.target, state.broker];
  // what is done between the two already would be counted twice
  const others = measures.filter((m) => !(pair.includes(m.exporter) && pair.includes(m.importer)));
  const base = {name: "ladder-base", measures: others, description: "without pressure"};
  return [base, ...LADDER.map(({words, ways, share}, k) => ({
    name: `ladder-${k}`,
    description: `${state.broker} ${words}, ${share} %`,
    measures: [...others, ...ways.map(([from, to]) => ({kind: "embargo",
      exporter: pair[from], importer: pair[to], sector: "all", value: share}))],
  }))];
}
