import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build, type BuildOptions, type Plugin } from "esbuild";
import { BUNDLE } from "../src/bundle/bundle.ts";
import { LINE_LENGTH } from "../src/bundle/stacks.ts";
import { START_FLAGS } from "../src/bundle/start-flags.ts";
import { readStarterCourse, CourseError } from "../src/starter-course.ts";
import { cutMap } from "./cut-map.ts";

/**
 * Bundles the server with all it needs, and keeps V8's code of it; migrations, course and page assets go beside it. Into
 * `dist`, or the folder that is named, which has to be one from where this package's dependencies are found.
 */

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const folder = resolve(process.argv[2] ?? at("dist"));

const { source, built: course } = await readStarterCourse().catch((error: unknown) => {
  console.error(error instanceof CourseError ? error.message : error);
  process.exit(1);
});

/** What is compiled for a machine or has files of its own stays in node_modules, and what few installations load. */
const EXTERNAL = ["@node-rs/argon2", "piscina", "redoc", "swagger-ui-dist", "nodemailer"];

const escapeUnit = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** The script is read as ASCII, and esbuild escapes all but regular expressions. */
const asciiOnly: Plugin = {
  name: "ascii-only",
  setup(bundler) {
    bundler.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      return { loader: "ts", contents: (await readFile(path, "utf8")).replace(/[^\0-\x7f]/g, escapeUnit) };
    });
  },
};

/** How tRPC is published to spread objects: a property at a time, for engines of before 2018. */
const SPREAD_OF_OLD = /\nfunction _objectSpread2\(e\) \{\n[^]*?\n\}\n/;
const SPREAD = "\nfunction _objectSpread2(a, b, c) {\n\treturn { ...a, ...b, ...c };\n}\n";

/** Each call spreads a dozen times: as the language does it, that takes a third of the time and of the memory. */
const nativeSpread: Plugin = {
  name: "native-spread",
  setup(bundler) {
    bundler.onLoad({ filter: /\/@trpc\/server\/dist\/getErrorShape-.*\.mjs$/ }, async ({ path }) => {
      const published = await readFile(path, "utf8");
      if (!SPREAD_OF_OLD.test(published)) throw new Error("tRPC spreads objects in another way: look again");
      return { loader: "js", contents: published.replace(SPREAD_OF_OLD, () => SPREAD) };
    });
  },
};

const COMMON = {
  bundle: true,
  platform: "node",
  target: "node20",
  external: EXTERNAL.flatMap((name) => [name, `${name}/*`]),
  sourcemap: true,
  legalComments: "none",
} satisfies BuildOptions;

/** Some bundled packages are CommonJS inside and ask for it. */
const REQUIRE =
  'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);';

await rm(folder, { recursive: true, force: true });
await build({
  ...COMMON,
  entryPoints: { server: at("src/bundle/server.ts"), "job-thread": at("src/features/jobs/job-thread.ts") },
  outdir: folder,
  format: "esm",
  banner: { js: REQUIRE },
});
await build({
  ...COMMON,
  entryPoints: [at("src/server.ts")],
  outfile: join(folder, BUNDLE.script),
  format: "cjs",
  // What is loaded only where it is wanted stands in the same script, and costs nothing before it runs.
  supported: { "dynamic-import": false },
  define: { "import.meta.url": "bundleUrl" },
  banner: { js: BUNDLE.head },
  footer: { js: BUNDLE.foot },
  // Names are kept, for stacks and profiles; the rest of the text is only held in memory.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: LINE_LENGTH,
  sourcesContent: false,
  plugins: [asciiOnly, nativeSpread],
});
await cutMap(join(folder, `${BUNDLE.script}.map`), join(folder, BUNDLE.maps));
if (/[^\0-\x7f]/.test(await readFile(join(folder, BUNDLE.script), "utf8"))) {
  throw new Error(`${BUNDLE.script} is read as ASCII and is not`);
}
await cp(at("src/shared/hash-thread.js"), join(folder, "hash-thread.js"));
await cp(at("../../packages/db/migrations"), join(folder, "migrations"), { recursive: true });
await mkdir(join(folder, "course"));
await writeFile(join(folder, "course", "course.json"), JSON.stringify(course));
await writeFile(join(folder, "course", "source.json"), JSON.stringify(source));
await writeFile(join(folder, "course", "hash.txt"), course.hash);
const keepCode = ["--import", "tsx", at("scripts/keep-code.ts"), folder];
await promisify(execFile)(process.execPath, [...START_FLAGS, ...keepCode]);
