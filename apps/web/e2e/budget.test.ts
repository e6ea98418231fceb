import { readdir, readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const DIST = new URL("../dist/", import.meta.url);
const FIRST_LOAD_BYTES = 170_000;
const CHARTS_BYTES = 16_000;

const compressedSize = async (path: string) => gzipSync(await readFile(new URL(path, DIST))).length;

test("the pieces of a learner's page are asked for together with the app", async () => {
  const html = await readFile(new URL("index.html", DIST), "utf8");
  const plan = /\["\^\/plan\/\?\$",\[([^\]]*)\]/.exec(html)?.[1] ?? "";
  expect(plan).toContain("assets/plan-page-");
  // What draws charts comes after the text, when there is one to draw.
  expect(plan).not.toMatch(/assets\/(?:charts|tabs)-/);
  expect(plan).not.toContain("assets/app-");
  // Of these only what everybody may see is asked for by somebody who is not known.
  const [, emergency = "", isForEverybody] =
    /\["\^\/emergency\/\?\$",\[([^\]]*)\],(true|false)\]/.exec(html) ?? [];
  expect(emergency).toContain("assets/emergency-page-");
  expect(isForEverybody).toBe("true");
  expect(html.match(/\],true\]/g)).toHaveLength(1);
});

test("what a first visit loads of scripts stays under 170 kB compressed, before any page of its own", async () => {
  const html = await readFile(new URL("index.html", DIST), "utf8");
  const scripts = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? "");
  expect(scripts).not.toEqual([]);
  const sizes = await Promise.all(scripts.map(compressedSize));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(FIRST_LOAD_BYTES);
});

test("what draws charts weighs 16 kB at the most", async () => {
  const files = await readdir(new URL("assets/", DIST));
  const charts = files.filter((file) => /^charts-.*\.js$/.test(file));
  expect(charts).toHaveLength(1);
  expect(await compressedSize(`assets/${charts[0]}`)).toBeLessThan(CHARTS_BYTES);
});
