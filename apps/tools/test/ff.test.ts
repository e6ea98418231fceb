import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startTestApp, type TestApp } from "@fluentfusion/api/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const account = { email: "ff@example.org", password: "from the terminal" };

let app: TestApp;
let config: string;

beforeAll(async () => {
  app = await startTestApp();
  config = mkdtempSync(join(tmpdir(), "ff-config-"));
  await app.register({ ...account, username: "terminal" });
});

afterAll(async () => {
  await app.close();
  rmSync(config, { recursive: true, force: true });
});

/** Runs the command line as a person does, in a process of its own. */
async function ff(args: string[], stdin = ""): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--conditions=source", "apps/tools/src/main.ts", ...args],
    {
      cwd: root,
      env: { ...process.env, XDG_CONFIG_HOME: config, FF_URL: app.url },
    },
  );
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  child.stdin.end(stdin);
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, out, err };
}

test("a person signs in once; later calls know them, until they sign out", async () => {
  expect((await ff(["whoami"])).err).toContain("not signed in");
  const signedIn = await ff(["sign-in", account.email], `${account.password}\n`);
  expect(signedIn).toMatchObject({ code: 0, err: "" });
  expect(signedIn.out).toContain("Signed in as terminal");

  const [file] = readdirSync(join(config, "fluentfusion"));
  expect(statSync(join(config, "fluentfusion", file ?? "")).mode & 0o777).toBe(0o600);

  const recommended = await ff(["recommend"]);
  expect(recommended.out).toMatch(/title +category +difficulty +reason +confidence/);
  const lessons = await ff(["lessons", "--json"]);
  expect(JSON.parse(lessons.out)).toHaveLength(4);

  await ff(["sign-out"]);
  expect(await ff(["whoami"])).toMatchObject({ code: 1, out: "" });
});

test("every procedure is within reach, and an input that is not valid says why", async () => {
  await ff(["sign-in", account.email], `${account.password}\n`);
  const answer = await ff(["call", "lessons.list", '{"limit":1}', "--json"]);
  expect(JSON.parse(answer.out)).toMatchObject({ items: [{ category: "greetings" }], nextCursor: 1 });
  const refused = await ff(["call", "lessons.list", '{"limit":1000}']);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain("limit");
});

test("what is not understood says what to do and ends with 2", async () => {
  for (const [args, hint] of [
    [["dance"], "ff --help"],
    [["call", "no.such"], "ff procedures"],
    [["lessons", "--colour"], "--colour"],
    [["sign-in"], "ff sign-in <email>"],
  ] as const) {
    const answer = await ff([...args]);
    expect([answer.code, answer.out]).toEqual([2, ""]);
    expect(answer.err).toContain(hint);
  }
});

test("an API that does not answer is told of in one line", async () => {
  const answer = await ff(["whoami", "--url", "http://127.0.0.1:9"]);
  expect(answer.code).toBe(1);
  expect(answer.err.trim().split("\n")).toHaveLength(1);
  expect(answer.err).toContain("http://127.0.0.1:9");
});

test("an admin sees a refit to its end, the versions of the model, and a report that refuses a verdict", async () => {
  const { userId } = await app.register({ email: "boss@example.org", password: "from the terminal" });
  await app.database.db.$client`update users set role = 'admin' where id = ${userId}`;
  await ff(["sign-in", "boss@example.org"], "from the terminal\n");
  const refit = await ff(["refit"]);
  expect(refit).toMatchObject({ code: 0 });
  expect(refit.out).toContain("too_few_answers");
  expect(refit.err).toContain("done");
  expect((await ff(["models", "--json"])).out).toBe("[]\n");
  expect((await ff(["publish-model", "7"])).err).toContain("NOT_FOUND");
  expect((await ff(["publish-model", "newest"])).code).toBe(2);
  await ff(["experiment", "start", "rules or model", "0.5"]);
  expect((await ff(["experiment", "list"])).out).toContain("learner-model@1 0.5, seed-rules@1 0.5");
  expect((await ff(["experiment", "report", "rules or model"])).out).toContain("Too little evidence");
  expect((await ff(["experiment", "stop", "rules or model"])).code).toBe(0);
}, 60_000);
