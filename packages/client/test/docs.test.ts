import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { startTestApp, type TestApp } from "@fluentfusion/api/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Consumer, packConsumer } from "./support/consumer.ts";
import { EXAMPLES, FILE_ENDING } from "./support/examples.ts";

/** The examples of the guides, as their reader would use them: against the tarball, in a project of their own. */
let consumer: Consumer;
let api: TestApp;

beforeAll(async () => {
  consumer = packConsumer();
  api = await startTestApp();
  // The guide's demo sign-in, which `pnpm dev` makes.
  await api.register({ username: "demo", email: "demo@example.org", password: "a walk around the lake" });
  mkdirSync(join(consumer.folder, "plain"));
  writeFileSync(join(consumer.folder, "plain/package.json"), "{}");
});

afterAll(async () => {
  consumer.remove();
  await api.close();
});

/** Of packages for phones, what the guide uses. */
const PHONE = `
declare module "react-native-get-random-values";
declare module "expo-secure-store" {
  export function getItemAsync(key: string): Promise<string | null>;
  export function setItemAsync(key: string, value: string): Promise<void>;
  export function deleteItemAsync(key: string): Promise<void>;
}
`;

test("every example compiles", () => {
  const files = Object.fromEntries(EXAMPLES.map(({ name, code }) => [name, code]));
  expect(Object.keys(files).length).toBeGreaterThan(8);
  const said = consumer.compile(
    { ...files, "phone.d.ts": PHONE },
    { moduleResolution: "bundler", types: ["node"], skipLibCheck: true },
  );
  expect(said).toBe("");
});

for (const { name, code } of EXAMPLES.filter(
  ({ name: file, use }) => use === "run" && file.endsWith(".ts"),
)) {
  test(`${name} runs in Node against an API and prints what it got, in a folder as npm makes one`, async () => {
    const cwd = join(consumer.folder, "plain");
    const file = join(cwd, name.replace(/ts$/, FILE_ENDING));
    writeFileSync(file, code.replaceAll("http://localhost:8000", api.url));
    const run = () =>
      promisify(execFile)(process.execPath, ["--import", import.meta.resolve("tsx"), file], { cwd });
    const { stdout } = await run();
    expect(stdout).toMatch(/kind: '|lesson: \{|\[\]|demo has signed in/);
    if (stdout.includes("demo")) expect((await run()).stdout).toContain("demo is still signed in");
  });
}
