// Runs the command line from one script made of its sources: to read a hundred files one by one, each compiled anew, takes as
// long as predicting 50,000 rows. A script is kept under a fingerprint of the sources, so that none is ever out of date.
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const core = fileURLToPath(new URL("..", import.meta.url));
const modules = join(core, "node_modules");
const cache = join(modules, ".cache/engine");

/** Of all that the script may be made of: each file's path, size and time of change. */
function fingerprint() {
  const hash = createHash("sha256");
  for (const folder of ["cli", "simulation", "src"]) {
    for (const name of readdirSync(join(core, folder), { recursive: true, encoding: "utf8" })) {
      const { size, mtimeMs } = statSync(join(core, folder, name));
      hash.update(`${folder}/${name} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest("hex").slice(0, 16);
}

/** Made under another name, so that nobody runs half a script; of two that are made at once one stays. */
async function makeScript(folder) {
  const { build } = await import("esbuild");
  const unfinished = `${folder}.${process.pid}`;
  await build({
    entryPoints: [join(core, "cli/engine.ts"), join(core, "cli/read-thread.ts")],
    outdir: unfinished,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
  });
  try {
    renameSync(unfinished, folder);
  } catch {
    rmSync(unfinished, { recursive: true });
  }
}

function isWritable(path) {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Scripts of earlier sources; what another process is just making has a dot in its name. */
function removeOthers(kept) {
  for (const name of readdirSync(cache)) {
    if (name !== kept && !name.includes(".")) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

/** Where the modules belong to somebody else, the script is made for this run alone. */
function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), "engine-"));
  process.once("exit", () => rmSync(folder, { recursive: true }));
  return join(folder, "script");
}

const name = fingerprint();
const folder = isWritable(modules) ? join(cache, name) : temporaryFolder();
if (!existsSync(folder)) {
  await makeScript(folder);
  if (folder === join(cache, name)) removeOthers(name);
}
await import(pathToFileURL(join(folder, "engine.mjs")).href);
