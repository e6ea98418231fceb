import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cutMap } from "../scripts/cut-map.ts";
import { BUNDLE } from "../src/bundle/bundle.ts";
import { START_FLAGS } from "../src/bundle/start-flags.ts";
import { buildServer } from "./support/processes.ts";

const SOURCE = fileURLToPath(new URL("../src/bundle/", import.meta.url));
let folder = "";
let built: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bundle-"));
  await writeFile(
    join(folder, "faulty.ts"),
    `type Told = string;\n\n\nexport function fail(told: Told): never {\n  throw new Error(told);\n}\n`,
  );
  await writeFile(
    join(folder, "main.ts"),
    `import { fail } from "./faulty.ts";\ntry {\n  fail("seen");\n} catch (error) {\n  console.log(error.stack);\n}\n`,
  );
  await build({
    entryPoints: [join(folder, "main.ts")],
    outfile: join(folder, BUNDLE.script),
    bundle: true,
    format: "cjs",
    platform: "node",
    minifyWhitespace: true,
    sourcemap: true,
    banner: { js: BUNDLE.head },
    footer: { js: BUNDLE.foot },
  });
  await cutMap(join(folder, `${BUNDLE.script}.map`), join(folder, BUNDLE.maps));
  built = await buildServer();
}, 120_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** In a process of its own, since stacks are made by one function for a whole process. */
async function runNode(script: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...START_FLAGS, "--import", "tsx", "--input-type=module", "--eval", script, "--", ...args],
    { cwd: SOURCE },
  );
  return stdout;
}

const OPEN = `
  import { readFileSync } from "node:fs";
  import { openBundle } from ${JSON.stringify(join(SOURCE, "bundle.ts"))};
  import { mapStacks } from ${JSON.stringify(join(SOURCE, "stacks.ts"))};
  const [script, map, code] = process.argv.slice(-3);
`;

test("a stack of the bundle names the sources", async () => {
  const paths = [BUNDLE.script, BUNDLE.maps, BUNDLE.code].map((name) => join(folder, name));
  const stack = await runNode(
    `${OPEN} mapStacks(script, map); openBundle(script, undefined).run();`,
    ...paths,
  );
  expect(stack).toMatch(/^Error: seen\n {4}at fail \(.*faulty\.ts:5:9\)\n {4}at .*main\.ts:3:3/);
});

/** The line of a source that the map tells of the place where a text stands in the script of a build. */
async function sourceLineOf(text: string): Promise<string> {
  const lines = (await readFile(join(built, BUNDLE.script), "utf8")).split("\n");
  const line = lines.findIndex((one) => one.includes(text));
  const place = `${line + 1}:${(lines[line] ?? "").indexOf(text) + 1}`;
  const [, column] = place.split(":");
  const frame = `{ getFileName: () => script, getLineNumber: () => ${line + 1}, getColumnNumber: () => ${column},
    toString: () => script + ":${place}" }`;
  const look = `mapStacks(script, map); console.log(Error.prepareStackTrace(new Error("seen"), [${frame}]));`;
  const paths = [BUNDLE.script, BUNDLE.maps, "none"].map((name) => join(built, name));
  const stack = await runNode(`${OPEN} ${look}`, ...paths);
  const [, source = "", told = ""] = /at (\S+):(\d+):\d+\n/.exec(stack) ?? [];
  return (await readFile(join(SOURCE, source), "utf8")).split("\n")[Number(told) - 1] ?? "";
}

test("of the built server any place is told, from a small piece of its map", async () => {
  for (const text of ['"no connection was free in time"', '"what comes last can be added"']) {
    expect(await sourceLineOf(text)).toContain(text);
  }
  const folder = join(built, BUNDLE.maps);
  const pieces = await readdir(folder);
  const sizes = await Promise.all(pieces.map(async (name) => (await stat(join(folder, name))).size));
  expect(Math.max(...sizes)).toBeLessThan(60_000);
});

test("without its map a stack names the bundle", async () => {
  const paths = [BUNDLE.script, "none", "none"].map((name) => join(folder, name));
  const stack = await runNode(
    `${OPEN} mapStacks(script, map); openBundle(script, undefined).run();`,
    ...paths,
  );
  expect(stack).toMatch(new RegExp(`^Error: seen\\n {4}at fail \\(.*${BUNDLE.script}:\\d+:\\d+\\)`));
});

test("V8 takes the code that a build keeps, and a script runs without the code that it refuses", async () => {
  const paths = [BUNDLE.script, BUNDLE.maps, BUNDLE.code].map((name) => join(built, name));
  const used = `${OPEN} console.log(openBundle(script, readFileSync(code)).isCodeUsed);`;
  expect(await runNode(used, ...paths)).toBe("true\n");

  const spoilt = join(folder, BUNDLE.code);
  await writeFile(spoilt, (await readFile(join(built, BUNDLE.code))).subarray(0, 1_000));
  const refused = `${OPEN} const opened = openBundle(script, readFileSync(code)); console.log(opened.isCodeUsed); opened.run();`;
  const own = [BUNDLE.script, BUNDLE.maps].map((name) => join(folder, name));
  expect(await runNode(refused, ...own, spoilt)).toMatch(/^false\nError: seen/);
});

test("a container starts the server as `pnpm start` does", async () => {
  const dockerfile = await readFile(fileURLToPath(new URL("../../../Dockerfile", import.meta.url)), "utf8");
  const command = ["node", ...START_FLAGS, "dist/server.js"].map((word) => JSON.stringify(word)).join(", ");
  expect(START_FLAGS).not.toEqual([]);
  expect(dockerfile).toContain(`CMD [${command}]`);
});
