// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
// Engines in workers: one answers sliders, the others take batches.

class Engine {
  constructor(source) {
    this.worker = new Worker(source);
    this.waiting = new Map();
    this.next = 0;
    this.worker.onmessage = ({data}) => {
      const {resolve, reject} = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (data.error !== undefined) reject(new Error(data.error));
      else resolve(data);
    };
    this.worker.onerror = (event) => {
      event.preventDefault();
      for (const {reject} of this.waiting.values()) reject(new Error("a worker stopped"));
      this.waiting.clear();
    };
  }
  ask(kind, message = {}) {
    return new Promise((resolve, reject) => {
      const id = this.next++;
      this.waiting.set(id, {resolve, reject});
      this.worker.postMessage({id, kind, ...message});
    });
  }
  end() {
    this.worker.terminate();
  }
}

class Pool {
  constructor(source, module, size) {
    this.make = () => new Engine(source);
    this.module = module;
    this.size = size;
    this.engines = [];
  }
  // A new economy in every engine; the old ones go only when it was read.
  async open(files) {
    const fresh = Array.from({length: this.size}, this.make);
    try {
      const answers = await Promise.all(fresh.map((engine) =>
        engine.ask("open", {module: this.module, files})));
      for (const engine of this.engines) engine.end();
      this.engines = fresh;
      return answers[0].about;
    } catch (error) {
      for (const engine of fresh) engine.end();
      throw error;
    }
  }
  async use(set, balance) {
    const answers = await Promise.all(this.engines.map((engine) =>
      engine.ask("use", {set, balance})));
    return answers[0].about;
  }
  front(message) {
    return this.engines[0].ask("solve", message);
  }
  // Each text to the next engine that is free; `wanted()` false stops it.
  async batch(texts, wanted) {
    const answers = new Array(texts.length);
    let next = 0;
    const work = async (engine) => {
      while (next < texts.length && wanted()) {
        const k = next++;
        answers[k] = await engine.ask("solve", {text: texts[k]}).catch((error) => ({error}));
      }
    };
    await Promise.all((this.size > 1 ? this.engines.slice(1) : this.engines).map(work));
    return wanted() ? answers : null;
  }
}
