// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
// A zip file as a list of {name, bytes}, opened here: nothing leaves the page.

const CRC = Uint32Array.from({length: 256}, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});
const crc32 = (bytes) => {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
};

const LARGEST = 1 << 30;

async function inflate(bytes, format) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format));
  const parts = [];
  let size = 0;
  for (const reader = stream.getReader(); ;) {
    const {done, value} = await reader.read();
    if (done) break;
    size += value.length;
    if (size > LARGEST) throw new Error("a file of the zip is larger than 1 GB");
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function readZip(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 65558 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) {
    throw new Error("this is not a zip file");
  }
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const files = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) {
      throw new Error("the zip file is damaged, or larger than 4 GB");
    }
    const method = view.getUint16(at + 10, true);
    const crc = view.getUint32(at + 16, true);
    const packed = view.getUint32(at + 20, true);
    const nameSize = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameSize));
    at += 46 + nameSize + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (!/\.(csv|csv\.gz|yaml)$/.test(name)) continue;
    if (method !== 0 && method !== 8) {
      throw new Error(`${name}: packed in a way that browsers do not open (${method})`);
    }
    const begin = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const raw = bytes.subarray(begin, begin + packed);
    const data = method === 8 ? await inflate(raw, "deflate-raw") : raw;
    if (crc32(data) !== crc) throw new Error(`${name}: damaged (its checksum is wrong)`);
    files.push({name, bytes: data});
  }
  return files;
}

// The files of the economy inside: below the folder of the shallowest
// economy.yaml, .csv.gz unpacked.
async function economyFiles(bytes) {
  const files = await readZip(bytes);
  const roots = files.map(({name}) => name).filter((name) => /(^|\/)economy\.yaml$/.test(name))
    .map((name) => name.slice(0, -"economy.yaml".length)).sort((a, b) => a.length - b.length);
  if (!roots.length) throw new Error("there is no economy.yaml in this zip file");
  const inside = files.filter(({name}) => name.startsWith(roots[0]));
  const plain = [];
  for (const {name, bytes: data} of inside) {
    const short = name.slice(roots[0].length);
    if (!/^(elasticities\/)?[^/]+$/.test(short)) continue;
    plain.push(short.endsWith(".gz")
      ? {name: short.slice(0, -3), bytes: await inflate(data, "gzip")}
      : {name: short, bytes: data});
  }
  return plain;
}

const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
