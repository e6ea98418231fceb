import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { flattenRouter } from "./flatten-router.ts";

/** Builds `dist`: small modules, and declarations in which nothing of the server is left. */

const root = fileURLToPath(new URL("../../..", import.meta.url));
const here = fileURLToPath(new URL("..", import.meta.url));
const dist = join(here, "dist");
const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");

/** Emits the declarations of `files`, and of what they import, below `outDir` in the layout of `rootDir`. */
async function emitDeclarations(files: readonly string[], rootDir: string, outDir: string): Promise<void> {
  const configFile = join(outDir, "tsconfig.json");
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rewriteRelativeImportExtensions: true,
    lib: ["ES2023", "ES2024.String", "DOM"],
    types: ["node", "react"],
    typeRoots: [join(here, "node_modules/@types")],
    rootDir,
    outDir,
  };
  await mkdir(outDir, { recursive: true });
  await writeFile(
    configFile,
    JSON.stringify({ extends: join(root, "tsconfig.base.json"), compilerOptions, files }),
  );
  const { status } = spawnSync(process.execPath, [tsc, "-p", configFile], { stdio: "inherit" });
  // The compiler has said why, or was ended together with us.
  if (status !== 0) process.exit(1);
  await rm(configFile);
}

// Beside the servers of `dev`, which people wait for.
if (process.argv.includes("--background")) setPriority(constants.priority.PRIORITY_LOW);

await mkdir(join(here, ".build"), { recursive: true });
const work = await mkdtemp(join(here, ".build/"));
process.once("exit", () => rmSync(work, { recursive: true }));
const OF_SERVER = ["apps/api/src/router.ts", "packages/contract/src/error-data.ts"];
await emitDeclarations(
  OF_SERVER.map((path) => join(root, path)),
  root,
  join(work, "server"),
);
const router = flattenRouter(await readFile(join(work, "server/apps/api/src/router.d.ts"), "utf8"));
const errorData = await readFile(join(work, "server/packages/contract/src/error-data.d.ts"), "utf8");

// The client's own declarations are made against the flattened router, so that they can name nothing of the server.
const source = join(work, "src");
await cp(join(here, "src"), source, { recursive: true });
const declared = { "router.d.ts": router, "error-data.d.ts": errorData };
for (const [name, text] of Object.entries(declared)) {
  await rm(join(source, name.replace(".d.ts", ".ts")));
  await writeFile(join(source, name), text);
}
const ENTRIES = ["index.ts", "events.ts", "react.ts", "store.ts"];
await emitDeclarations(
  ENTRIES.map((name) => join(source, name)),
  source,
  join(work, "types"),
);

const made = join(work, "dist");
await build({
  entryPoints: ENTRIES.map((name) => join(here, "src", name)),
  outdir: made,
  bundle: true,
  format: "esm",
  platform: "neutral",
  mainFields: ["module", "main"],
  target: ["es2022"],
  external: ["@trpc/*", "@tanstack/*", "react", "uuid", "eventsource"],
});
for (const name of await readdir(join(work, "types"))) {
  const declaration = await readFile(join(work, "types", name), "utf8");
  await writeFile(join(made, name), declaration.replace(/(from "\.\/[\w-]+)\.ts"/g, '$1.js"'));
}
for (const [name, text] of Object.entries(declared)) await writeFile(join(made, name), text);

// File by file, so that whoever watches `dist` never finds it empty.
await mkdir(dist, { recursive: true });
const names = await readdir(made);
for (const name of names) await rename(join(made, name), join(dist, name));
const stale = (await readdir(dist)).filter((name) => !names.includes(name));
for (const name of stale) await rm(join(dist, name), { recursive: true });
