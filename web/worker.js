// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
// One engine in a worker. Messages: {id, kind, ...}; answers {id, ...} or
// {id, error}. The module has no imports: it can do nothing but compute.
"use strict";
let engine = null;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

// Bytes into the engine's memory; the caller frees them or gives them away.
const give = (bytes) => {
  const at = engine.wb_alloc(bytes.length);
  if (!at) throw new Error("out of memory");
  new Uint8Array(engine.memory.buffer).set(bytes, at);
  return at;
};
const giveText = (text) => give(encoder.encode(text + "\0"));
const take = (at) => {
  if (!at) return null;
  const bytes = new Uint8Array(engine.memory.buffer);
  return decoder.decode(bytes.subarray(at, bytes.indexOf(0, at)));
};
const check = (status) => {
  if (status !== 0) throw new Error(take(engine.wb_message()));
};

const kinds = {
  open: async ({module, files}) => {
    engine = (await WebAssembly.instantiate(module, {})).exports;
    for (const file of files) {
      const bytes = give(file.bytes);
      check(engine.wb_file(giveText(file.name), bytes, file.bytes.length));
    }
    check(engine.wb_open());
    return {about: JSON.parse(take(engine.wb_describe()))};
  },
  use: ({set, balance}) => {
    const a = giveText(set), b = giveText(balance);
    const status = engine.wb_use(a, b);
    engine.wb_free(a);
    engine.wb_free(b);
    check(status);
    return {about: JSON.parse(take(engine.wb_describe()))};
  },
  // csv: names of tables to send along; path: steps of the exact split
  solve: ({text, csv = [], path = 0}) => {
    const bytes = encoder.encode(text);
    const began = performance.now();
    const at = give(bytes);
    const out = engine.wb_solve(at, bytes.length, path, csv.includes("bilateral") ? 1 : 0);
    engine.wb_free(at);
    const ms = performance.now() - began;
    if (!out) throw new Error(take(engine.wb_message()));
    const results = JSON.parse(take(out));
    const size = results.length && results[0].real_income_pct
      ? results[results.length - 1].real_income_pct?.length ?? 0 : 0;
    const where = engine.wb_pairs();
    const pairs = where
      ? new Float64Array(engine.memory.buffer, where, 2 * size * size).slice() : null;
    const names = ["country", "sector", "bilateral"];
    const tables = Object.fromEntries(
      csv.map((name) => [name, take(engine.wb_csv(names.indexOf(name)))]));
    return {results, pairs, tables, ms};
  },
};

onmessage = async ({data}) => {
  try {
    postMessage({id: data.id, ...await kinds[data.kind](data)});
  } catch (error) {
    postMessage({id: data.id, error: error.message,
      broken: error instanceof WebAssembly.RuntimeError});
  }
};
