import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { connect } from "@fluentfusion/db";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@fluentfusion/embedded-postgres";
import { seededRandom } from "./chaos/random.ts";
import { judge, memoryGrowth } from "./fuzz/judge.ts";
import { makeRequest, type Sent } from "./fuzz/make-request.ts";
import { knownIds, makePeople } from "./fuzz/people.ts";
import { type Got, send, sendRaw } from "./fuzz/send.ts";
import type { Health } from "./fuzz/server.ts";
import { TARGETS } from "./fuzz/targets.ts";
import { pick } from "./fuzz/values.ts";

/**
 * Sends malformed requests over every procedure and route, as a stranger, a learner and an admin. Wrong is an answer of 500
 * or more, one that tells of the inside, a process that ends, memory that grows, or an object that was changed for all.
 * The same seed sends the same requests.
 */

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "3000" },
    seed: { type: "string", default: "1" },
    /** Of one procedure or route alone. */
    only: { type: "string" },
  },
});
const [wanted, seed] = [Number(values.requests), Number(values.seed)];
const AT_ONCE = 16;
const RENEW_EVERY = 200;
const SAMPLES = 20;
const RAW_SHARE = 0.01;
const TRIES = 10;

const ENTRY = fileURLToPath(new URL("./fuzz/server.ts", import.meta.url));

async function startChild(
  databaseUrl: string,
  dataDir: string,
): Promise<{ child: ChildProcess; url: string }> {
  const env = {
    PATH: process.env["PATH"],
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: "0",
    TRUST_PROXY: "1",
    RATE_LIMIT_PER_MINUTE: "0",
    LOG_LEVEL: "error",
  };
  const child = fork(ENTRY, {
    env,
    execArgv: ["--expose-gc", "--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const [{ url }] = (await once(child, "message")) as [{ url: string }];
  return { child, url };
}

/** `null` of a process that ends instead. */
async function healthOf(child: ChildProcess): Promise<Health | null> {
  child.send("how are you");
  const health = once(child, "message") as Promise<[Health]>;
  return Promise.race([health.then(([said]) => said), ended.then(() => null)]);
}

/** On a machine that has too much to do, the first connection may be late. */
async function startPatiently(triesLeft = 5): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataDir }).catch((error: unknown) => {
    if (triesLeft === 0) throw error;
    return startPatiently(triesLeft - 1);
  });
}

/** Who says that it is not the time is asked again: wrong is only who never has any for this request. */
async function untilDone(sent: Sent): Promise<Got | null> {
  for (let triesLeft = TRIES; ; triesLeft -= 1) {
    const got = await send(url, sent);
    if (triesLeft === 0 || got?.status !== 503 || got.headers["retry-after"] === undefined) return got;
    later += 1;
    await sleep(1_000);
  }
}

const dataDir = mkdtempSync(join(tmpdir(), "fluentfusion-fuzz-"));
const postgres = await startPatiently();
const database = connect(postgres.url);
const { child, url } = await startChild(postgres.url, dataDir);
const run = { sent: 0, hasEnded: false };
const ended = once(child, "exit").then(() => {
  run.hasEnded = true;
});

const random = seededRandom(seed);
const people = await makePeople(url, database.db);
const known = await knownIds(url, database.db, people[1]?.token() ?? "");
const targets = TARGETS.filter(({ path }) => values.only === undefined || path === values.only);
const statuses: Record<string, number> = {};
const wrong: string[] = [];
/** Answers that told to come back, because the machine had too much to do. */
let later = 0;
const samples: Health[] = [];
const started = Date.now();

async function sendNext(): Promise<void> {
  run.sent += 1;
  if (random() < RAW_SHARE) {
    const got = await sendRaw(url, random);
    statuses[got?.status ?? "hung up"] = (statuses[got?.status ?? "hung up"] ?? 0) + 1;
    const complaint = judge(got);
    if (complaint !== null) wrong.push(`raw: ${complaint}`);
    return;
  }
  const target = targets[run.sent % targets.length] ?? pick(random, targets);
  const person = pick(random, people);
  const made = makeRequest(target, random, known);
  const token = person.token();
  const headers = token === null ? made.headers : { authorization: `Bearer ${token}`, ...made.headers };
  const got = await untilDone({ ...made, headers });
  const key = String(got?.status ?? "hung up");
  statuses[key] = (statuses[key] ?? 0) + 1;
  const complaint = judge(got);
  if (complaint === null) return;
  const { method, path, body } = made;
  wrong.push(`${person.name}: ${method} ${path.slice(0, 600)} ${body.slice(0, 600)}\n  ${complaint}`);
}

/** One after another in each lane; lanes draw from one sequence. */
async function lane(until: number): Promise<void> {
  while (run.sent < until && !run.hasEnded) await sendNext();
}

for (let sample = 1; sample <= SAMPLES && !run.hasEnded; sample += 1) {
  const until = Math.round((wanted * sample) / SAMPLES);
  while (run.sent < until && !run.hasEnded) {
    await Promise.all(people.map((person) => person.renew()));
    const next = Math.min(until, run.sent + RENEW_EVERY);
    await Promise.all(Array.from({ length: AT_ONCE }, () => lane(next)));
  }
  const health = run.hasEnded ? null : await healthOf(child);
  if (health !== null) samples.push(health);
}

if (run.hasEnded) wrong.push("the server has ended by itself");
else if (!(await fetch(`${url}/ready`)).ok) wrong.push("the server is not ready any more");
const polluted = samples.at(-1)?.polluted ?? [];
if (polluted.length > 0) wrong.push(`every object has got: ${polluted.join(", ")}`);
const growth = memoryGrowth(samples, wanted);
if (growth.isGrowing) wrong.push(`memory grows: ${growth.report}`);

const seconds = (Date.now() - started) / 1000;
console.log(
  `seed ${seed}: ${run.sent} requests to ${targets.length} procedures and routes in ${seconds.toFixed(0)} s, ${later} of them told to come back; ${JSON.stringify(statuses)}`,
);
console.log(growth.report);
for (const line of [...new Set(wrong)].slice(0, 30)) console.error(line);
console.log(wrong.length === 0 ? "nothing is wrong" : `${wrong.length} things are wrong`);

if (!run.hasEnded) {
  child.kill("SIGTERM");
  await ended;
}
await database.close();
await postgres.stop();
rmSync(dataDir, { recursive: true, force: true });
process.exit(wrong.length === 0 ? 0 : 1);
