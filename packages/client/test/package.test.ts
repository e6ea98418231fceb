import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { flattenRouter } from "../scripts/flatten-router.ts";
import { type Consumer, packConsumer } from "./support/consumer.ts";

let consumer: Consumer;

beforeAll(() => {
  consumer = packConsumer();
});

afterAll(() => {
  consumer.remove();
});

const TYPE_TEST = readFileSync(new URL("consumer.test-d.ts", import.meta.url), "utf8");

for (const moduleResolution of ["bundler", "nodenext"] as const) {
  test(`a strict project outside the workspace compiles under ${moduleResolution}, and nothing is any`, () => {
    const said = consumer.compile({ "consumer.ts": TYPE_TEST }, { moduleResolution });
    // tRPC's own declarations lean on those of Node and ws, which a page's project has not.
    const ofOurs = said
      .split("\n")
      // A line that is indented belongs to the one before it.
      .filter((line) => /^\S/.test(line) && !line.includes("node_modules/@trpc/server/"));
    expect(ofOurs).toEqual([]);
  });
}

test("an editor has little to work out: a page of calls stays below 4,000 type instantiations", () => {
  const page = `
    import { createClient } from "@fluentfusion/client";
    import { createOptions } from "@fluentfusion/client/react";
    import { QueryClient } from "@tanstack/react-query";
    const client = createClient({ url: "" });
    export const trpc = createOptions(client, new QueryClient());
    export const lessons = trpc.lessons.list.queryOptions({ limit: 5 });
    export const me = client.api.me.get.query();
    export const badges = client.api.badges.mine.query();
    export const attempts = client.api.attempts.list.query({}).then(({ items }) => items[0]?.outcome);
  `;
  const options = {
    moduleResolution: "bundler",
    skipLibCheck: true,
    args: ["--extendedDiagnostics"],
  } as const;
  const report = consumer.compile({ "page.ts": page }, options);
  expect(report).not.toContain("error TS");
  expect(Number(/Instantiations:\s+(\d+)/.exec(report)?.[1])).toBeLessThan(4000);
});

test("the package has the files of dist and no source, and publint and are-the-types-wrong find nothing", () => {
  const listed = execFileSync("tar", ["-tzf", consumer.tarball], { encoding: "utf8" });
  const strange = listed
    .trim()
    .split("\n")
    .filter((file) => !/^package\/(dist\/|package\.json|README\.md|LICENSE)/.test(file));
  expect(strange).toEqual([]);
  const manifest = readFileSync(
    join(consumer.folder, "node_modules/@fluentfusion/client/package.json"),
    "utf8",
  );
  expect(manifest).not.toMatch(/workspace:|catalog:/);
  consumer.tool("publint", [consumer.tarball, "--strict"]);
  consumer.tool("attw", [consumer.tarball, "--profile", "esm-only"]);
});

test("a page's bundle has no line of the server and is smaller than 30 kB", async () => {
  const result = await build({
    stdin: {
      contents: 'import { createClient } from "@fluentfusion/client"; createClient({ url: "" });',
      resolveDir: consumer.folder,
    },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: "browser",
  });
  const inputs = Object.keys(result.metafile.inputs).filter((path) => path !== "<stdin>");
  const packages = new Set(inputs.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]));
  expect(packages).toEqual(new Set(["@fluentfusion/client", "@trpc/client", "@trpc/server", "uuid"]));
  expect(result.outputFiles[0]?.contents.length).toBeLessThan(30_000);
});

const router = (output: string) => `export declare const appRouter: { input: void; output: ${output} };`;

test("a router that leans on the server, or gives up on a type, cannot be built", () => {
  expect(flattenRouter(router('{ word: "any" /* any Date */ }'))).toContain('"any"');
  expect(() => flattenRouter(router("{ rows: { value: any }[] }"))).toThrow("any");
  expect(() => flattenRouter(router("{ at: Date }"))).toThrow("Date");
  expect(() => flattenRouter(router('import("@fluentfusion/db").User'))).toThrow("@fluentfusion/db");
});
