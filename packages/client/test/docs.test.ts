import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { startTestApp, type TestApp } from "@fluentfusion/api/testing";
import { transform } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Consumer, packConsumer } from "./support/consumer.ts";
import { EXAMPLES } from "./support/examples.ts";

/** The examples of the guides, as their reader would use them: against the tarball, in a project of their own. */
let consumer: Consumer;
let api: TestApp;

beforeAll(async () => {
  consumer = packConsumer();
  api = await startTestApp();
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
  test(`${name} runs in Node against an API and prints what it got`, async () => {
    const script = await transform(code.replaceAll("http://localhost:8000", api.url), { loader: "ts" });
    const file = join(consumer.folder, `${name}.mjs`);
    writeFileSync(file, script.code);
    const { stdout } = await promisify(execFile)(process.execPath, [file]);
    expect(stdout).toMatch(/kind: '|lesson: \{|\[\]/);
  });
}
