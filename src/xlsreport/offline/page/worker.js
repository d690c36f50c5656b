// Python for browsers, apart from the page so that this stays usable while files are checked. It has no network: what it
// asks for by fetch is answered from the parts that the page carries.
const FOLDER = "/home/clerk/files";
const SITE = "/home/clerk/site";
const ADDRESS = "https://parts.invalid/";
const parts = new Map();
let python;
let session;

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;/=>?@^_`{|}~";

// Five digits to the base of 85 are four bytes; the first four say how many follow.
function decoded(text) {
  const values = new Uint8Array(128);
  for (let value = 0; value < 85; value++) values[DIGITS.charCodeAt(value)] = value;
  const view = new DataView(new ArrayBuffer((text.length / 5) * 4));
  for (let at = 0, to = 0; at < text.length; to += 4) {
    let word = 0;
    for (const end = at + 5; at < end; at++) word = word * 85 + values[text.charCodeAt(at)];
    view.setUint32(to, word);
  }
  return new Uint8Array(view.buffer, 4, view.getUint32(0));
}

// Not by way of a blob, which WebKit does not read in a page from a disk.
function decompressed(bytes) {
  const stream = new DecompressionStream("gzip");
  const writer = stream.writable.getWriter();
  writer.write(bytes);
  writer.close();
  return new Response(stream.readable).arrayBuffer();
}

async function unpack(text) {
  const all = new Uint8Array(await decompressed(decoded(text)));
  const length = new DataView(all.buffer).getUint32(0, true);
  const names = JSON.parse(new TextDecoder().decode(all.subarray(4, 4 + length)));
  let at = 4 + length;
  for (const [name, size] of names) {
    parts.set(name, all.subarray(at, at + size));
    at += size;
  }
}

self.fetch = async (address) => {
  const name = new URL(address, ADDRESS).pathname.split("/").pop();
  const part = parts.get(name);
  if (!part) throw new TypeError(`no part ${name}`);
  const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(part, { headers: { "Content-Type": type } });
};

// Pyodide asks by this whether the worker is a classic one, in which it is not supported as such; modules are imported
// here, one by one, so that nothing else of a module worker is missed.
self.importScripts = () => {
  throw new TypeError("scripts are imported as modules");
};

// Not from a blob, which WebKit takes for another site's in a page from a disk.
function moduleOf(name) {
  return import(`data:text/javascript,${encodeURIComponent(new TextDecoder().decode(parts.get(name)))}`);
}

async function start(text) {
  const say = (step, share) => postMessage({ kind: "progress", step, share });
  say("step_unpack", 0.05);
  await unpack(text);
  say("step_start", 0.25);
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
    moduleOf("pyodide.mjs"),
    moduleOf("pyodide.asm.mjs"),
  ]);
  const lockFileContents = JSON.parse(new TextDecoder().decode(parts.get("pyodide-lock.json")));
  const env = { HOME: "/home/clerk", PYDANTIC_DISABLE_PLUGINS: "__all__" };
  python = await loadPyodide({ indexURL: ADDRESS, createPyodideModule, lockFileContents, env });
  say("step_load", 0.55);
  python.unpackArchive(parts.get("packages.zip"), "zip", { extractDir: SITE });
  python.FS.mkdirTree(FOLDER);
  const settings = new TextDecoder().decode(parts.get("settings.json"));
  parts.clear();
  say("step_load", 0.7);
  python.globals.set("SITE", SITE);
  python.runPython("import sys; sys.path.insert(0, SITE)");
  session = python.pyimport("xlsreport.offline.browser_session").CheckerSession(settings, FOLDER);
  postMessage({ kind: "ready" });
}

function bytesOf(value) {
  const buffer = value.toJs();
  value.destroy();
  return buffer;
}

function answer({ kind, number, name, data, format }) {
  if (kind === "check") {
    const bytes = python.toPy(new Uint8Array(data));
    try {
      return { text: session.check(number, name, bytes) };
    } finally {
      bytes.destroy();
    }
  }
  if (kind === "findings") return { bytes: bytesOf(session.findings(number)) };
  return { bytes: bytesOf(session.report(number, format)) };
}

self.onmessage = async ({ data: asked }) => {
  try {
    if (asked.kind === "start") await start(asked.engine);
    else postMessage({ ...answer(asked), kind: asked.kind, number: asked.number, format: asked.format });
  } catch (error) {
    // The last line of a traceback is the sentence, behind the name of this package's error.
    const sentence = String(error.message ?? error).trim().split("\n").pop().replace(/^xlsreport\.[\w.]+: /, "");
    postMessage({ kind: "failed", of: asked.kind, number: asked.number, sentence });
  }
};
