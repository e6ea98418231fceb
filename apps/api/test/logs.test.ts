import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTestDatabase, type TestDatabase } from "@fluentfusion/db/testing";
import { freePort } from "@fluentfusion/embedded-postgres/free-port";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type MailServer, startMailServer } from "../scripts/alerts/mail-server.ts";

let database: TestDatabase;
let server: ChildProcess;
let mails: MailServer;
let dataDir: string;
let log = "";

const SECRETS = [
  "canary-of-the-password",
  "canary.of.the.email",
  "canary-of-the-answer",
  "canary-of-the-name",
];

function read(chunk: Buffer): void {
  log += chunk.toString();
}

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), "ff-logs-"));
  // Servers say whom they do not take.
  mails = await startMailServer(await freePort(), (command) => {
    const [, address] = /^RCPT TO:<(.*)>/i.exec(command) ?? [];
    return address === undefined ? null : `450 4.2.0 <${address.toUpperCase()}>: greylisted, ${address}`;
  });
  const entry = fileURLToPath(new URL("../src/server.ts", import.meta.url));
  server = spawn(process.execPath, ["--import", "tsx", entry], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      REDIS_URL: "",
      DATA_DIR: dataDir,
      SMTP_URL: mails.url,
      PORT: "0",
      LOG_LEVEL: "trace",
    },
  });
  server.stdout?.on("data", read);
  server.stderr?.on("data", read);
}, 60_000);

afterAll(async () => {
  if (server.exitCode === null) {
    server.kill("SIGTERM");
    await once(server, "exit");
  }
  await mails.shut();
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

test("at its most talkative the log holds no password, token, address, name or answer", async () => {
  const url = await vi.waitFor(
    () => {
      const [, found] = /listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(log) ?? [];
      if (found === undefined) throw new Error(`not listening yet: ${log.slice(-500)}`);
      return found;
    },
    { timeout: 30_000, interval: 100 },
  );
  await vi.waitFor(async () => expect((await fetch(`${url}/ready`)).status).toBe(200), {
    timeout: 30_000,
    interval: 100,
  });
  const post = (path: string, body: unknown, token = "") =>
    fetch(url + path, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${token}`,
        cookie: "x=canary-cookie",
      },
      body: JSON.stringify(body),
    });
  const account = {
    username: "canary-of-the-name",
    email: "canary.of.the.email@example.org",
    password: "canary-of-the-password",
    userType: "tourist",
    targetLanguage: "kinyarwanda",
  };
  const registered = await post("/trpc/auth.register", account);
  const { result } = (await registered.json()) as {
    result: { data: { accessToken: string; refreshToken: string; user: { id: string } } };
  };
  const { accessToken, refreshToken, user } = result.data;
  await post("/trpc/auth.register", account);
  await post("/trpc/auth.login", { email: account.email, password: "canary-of-the-password, wrong" });
  await post("/trpc/auth.login", { email: ` ${account.email.toUpperCase()}`, password: "wrong again" });
  await post("/trpc/auth.login", { email: "nobody@example.org", password: "wrong as well" });
  await post("/trpc/auth.refresh", { refreshToken });
  await fetch(`${url}/trpc/admin.users`, { headers: { authorization: `Bearer ${accessToken}` } });
  const made = await post("/trpc/auth.createToken", { name: "a job", scope: "read", days: 1 }, accessToken);
  const { result: program } = (await made.json()) as { result: { data: { token: string } } };
  await fetch(`${url}/api/users/me`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${program.data.token}`, "content-type": "application/json" },
    body: "{}",
  });
  await Promise.all(
    Array.from({ length: 90 }, (_, i) =>
      post("/trpc/auth.register", { ...account, username: `storm ${i}`, email: `storm${i}@example.org` }),
    ),
  );
  await post(
    "/trpc/attempts.submit",
    { response: { kind: "type", text: "canary-of-the-answer" } },
    accessToken,
  );
  await post("/trpc/auth.login", '{"password":"canary-of-the-password');
  await fetch(`${url}/trpc/me.get?input=${encodeURIComponent('"canary-of-the-answer"')}`);
  const list = encodeURIComponent('{"category":"food"}');
  for (let times = 0; times < 5; times += 1)
    await fetch(`${url}/trpc/lessons.list?input=${list}`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
  await fetch(`${url}/api/auth/login`, {
    method: "POST",
    body: new URLSearchParams({ username: account.email, password: "canary-of-the-password" }),
  });
  await fetch(`${url}/api/lessons/%zz?canary-of-the-answer`);
  // What the database itself says of a broken rule holds the value that broke it.
  await database.db
    .$client`alter table users add constraint canary check (username <> 'canary-of-the-name 2')`;
  const broken = await post("/trpc/auth.register", {
    ...account,
    username: "canary-of-the-name 2",
    email: "b@example.org",
  });
  expect(broken.status).toBe(500);
  await vi.waitFor(() => expect(log).toContain("call failed"));
  await vi.waitFor(() => expect(log).toContain("mail not sent"));
  expect(log).toContain("RCPT TO was answered 450 4.2.0");
  expect(log.split("\n").filter((line) => line.includes('"level"')).length).toBeGreaterThan(10);
  // Who only asks whether it lives leaves no line.
  expect(log).not.toContain('"path":"/ready"');
  // Of what is made and of what is answered from memory the same is said, and of the input nothing.
  const lines = log.split("\n").filter((line) => line.includes("lessons.list"));
  expect(lines).toHaveLength(5);
  for (const line of lines)
    expect(JSON.parse(line)).toEqual({
      level: 30,
      time: expect.any(Number),
      pid: server.pid,
      hostname: expect.any(String),
      reqId: expect.stringMatching(/^[\da-f-]{36}$/),
      method: "GET",
      path: "/trpc/lessons.list",
      statusCode: 200,
      responseTime: expect.any(Number),
      msg: "answered",
    });
  // Who failed to sign in has the same name each time, which is not the e-mail.
  const saidOf = (message: string) =>
    log
      .split("\n")
      .filter((line) => line.includes(`"msg":"${message}"`))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const failures = saidOf("sign-in failed");
  expect(failures).toHaveLength(3);
  for (const failure of failures)
    expect(failure).toMatchObject({
      reqId: expect.stringMatching(/^[\da-f-]{36}$/),
      reason: "CREDENTIALS_WRONG",
      account: expect.stringMatching(/^[\w-]{16}$/),
      network: "127.0.0.0/24",
    });
  const [own, again, nobodys] = failures.map(({ account: name }) => name);
  expect([own === again, own === nobodys]).toEqual([true, false]);
  const mine = { code: "FORBIDDEN", userId: user.id };
  expect(saidOf("refused")).toMatchObject([
    { path: "admin.users", ...mine },
    { path: "PATCH /api/users/me", ...mine },
  ]);
  // What there was no time for is counted: nothing is wrong with the server, and there is much of it.
  expect(saidOf("answered").filter(({ statusCode }) => statusCode === 503).length).toBeGreaterThan(0);
  expect(saidOf("call failed").map(({ path }) => path)).toEqual(["auth.register"]);
  for (const secret of [...SECRETS, accessToken, refreshToken, program.data.token, "canary-cookie"]) {
    expect(log.toLowerCase().includes(secret.toLowerCase()), secret.slice(0, 30)).toBe(false);
  }
}, 60_000);
