// Loads every file of the in-page library as a world of ours would, and compares what it has with what Python calls.
// Fails where a slot is owned twice, a file claims another name than its own, or a call names a function that no slot has.
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import vm from "node:vm";

const ROOT = join(import.meta.dirname, "..", "auditor");
const FOLDERS = ["capture/page", "capture/probes", "capture/probes/shared", "journeys"];
const CORE = ["auditor.js", "own_names.js", "elements.js", "visibility.js", "hold.js"]; // as in auditor/capture/page/__init__.py
const ALONE = new Set(["steady_window.js"]);

const slotName = (file) => basename(file, ".js").replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
const paths = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".js") && !name.endsWith(".main.js") && !ALONE.has(name))
    .map((name) => join(ROOT, folder, name)),
);
paths.sort(
  (a, b) =>
    (CORE.indexOf(basename(b)) >= 0) - (CORE.indexOf(basename(a)) >= 0) ||
    CORE.indexOf(basename(a)) - CORE.indexOf(basename(b)),
);

const faults = [];
const owners = new Map();
const world = vm.createContext({ AbortController, WeakMap, WeakSet });
for (const path of paths) {
  const before = new Set(owners.keys());
  vm.runInContext("var claimed = [];", world);
  try {
    vm.runInContext(readFileSync(path, "utf-8"), world, { filename: path });
  } catch (error) {
    faults.push(`${path}: ${error.message}`);
    continue;
  }
  const library = vm.runInContext("__auditor", world);
  const own = Object.keys(library).filter((name) => typeof library[name] === "object" && !before.has(name));
  const expected = basename(path) === "auditor.js" ? [] : [slotName(path)];
  if (own.join() !== expected.join())
    faults.push(`${path}: claims ${own.join() || "nothing"}, its name is ${expected.join()}`);
  for (const name of own) owners.set(name, Object.keys(library[name]));
}

const python = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? python(path) : path.endsWith(".py") ? [path] : [];
  });
let calls = 0;
for (const folder of ["capture", "journeys"])
  for (const path of python(join(ROOT, folder)))
    for (const [, opened, slot, called] of readFileSync(path, "utf-8").matchAll(
      /(\b(?:call|local|everywhere)\(\s*)?"([a-z]\w*)\.([a-z]\w*)"/g,
    )) {
      if (!owners.has(slot)) {
        if (opened) faults.push(`${path}: no slot ${slot}`);
        continue;
      }
      calls++;
      if (!owners.get(slot).includes(called)) faults.push(`${path}: no function ${slot}.${called}`);
    }

for (const fault of faults) console.error(fault);
console.log(`${owners.size} slots, ${calls} calls from Python`);
process.exit(faults.length ? 1 : 0);
