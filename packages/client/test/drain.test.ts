import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  buildServer,
  createTestDatabase,
  openRoundRobin,
  type RoundRobin,
  type ServerProcess,
  serverProcess,
  type TestDatabase,
} from "@fluentfusion/api/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { followEvents } from "../src/events.ts";
import { createClient, isErrorCode, newId } from "../src/index.ts";

/** Set it for a long look. */
const RESTARTS = Number(process.env["RESTARTS"] ?? 2);
const LEARNERS = 25;
const STREAMS_EACH = 2;
/** Between two answers of a learner: some twenty a second of all together. */
const PAUSE_MS = 1_000;
const EXIT_WITHIN_MS = 10_000;

let database: TestDatabase;
let dataDir: string;
let servers: readonly ServerProcess[];
let proxy: RoundRobin;

beforeAll(async () => {
  [database, dataDir] = [await createTestDatabase(), await mkdtemp(join(tmpdir(), "drain-"))];
  const settings = {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    SECRET_KEY: "two processes sign with the same words, again",
    RATE_LIMIT_PER_MINUTE: "0",
    // As in production: time for the proxy to see that a server is going.
    STOP_GRACE_SECONDS: "1",
  };
  const folder = await buildServer();
  servers = [await serverProcess(folder, settings), await serverProcess(folder, settings)];
  for (const server of servers) await server.start();
  proxy = await openRoundRobin(servers.map(({ port }) => port));
}, 180_000);

afterAll(async () => {
  await proxy.close();
  await Promise.all(servers.map((server) => server.end("SIGTERM")));
  await database.close();
  await rm(dataDir, { recursive: true });
}, 60_000);

/** Does it again where a server has said that it cannot now: a database that gets no processor for a second counts as away. */
async function untilDone<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isErrorCode(error, "UNAVAILABLE") && !isErrorCode(error, "OVERLOADED")) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

/** A learner with two devices that follow what is done, who answers until it is over. */
async function beginLife(over: AbortSignal) {
  const client = createClient({ url: proxy.url });
  await untilDone(() => client.startAsGuest({ userType: "tourist", targetLanguage: "kinyarwanda" }));
  const { items } = await untilDone(() => client.api.lessons.list.query({}));
  const lessonId = items[0]?.id ?? "";
  const { exercises } = await untilDone(() => client.api.lessons.get.query({ lessonId }));
  const exercise = exercises.find(({ prompt }) => prompt.kind === "type");
  if (exercise === undefined) throw new Error("nothing to type");
  const devices = Array.from({ length: STREAMS_EACH }, () => {
    const seen: number[] = [];
    // From the beginning of the log, so that nothing is done before anybody looks.
    const stop = followEvents(client, { url: proxy.url, onEvent: ({ seq }) => seen.push(seq) });
    return { seen, stop };
  });
  const acknowledged: string[] = [];
  const answering = (async () => {
    // By then both devices follow.
    await sleep(3_000);
    while (!over.aborted) {
      await sleep(PAUSE_MS * (0.5 + Math.random()));
      const attempt = {
        id: newId(),
        exerciseId: exercise.id,
        revision: exercise.revision,
        response: { kind: "type", text: "Muraho" },
        answeredAt: new Date().toISOString(),
        timeZone: "Africa/Kigali",
      } as const;
      await untilDone(() => client.api.attempts.submit.mutate(attempt));
      acknowledged.push(attempt.id);
    }
  })();
  return { devices, acknowledged, answering };
}

test(
  `${LEARNERS * STREAMS_EACH} streams and their learners go on while two servers are restarted in turn, ${RESTARTS} times`,
  async () => {
    const over = new AbortController();
    const lives = await Promise.all(Array.from({ length: LEARNERS }, () => beginLife(over.signal)));
    await sleep(5_000);
    const exits: { readonly code: number | null; readonly took: number }[] = [];
    for (let restart = 0; restart < RESTARTS; restart += 1) {
      const next = servers[restart % servers.length];
      const before = performance.now();
      const code = (await next?.end("SIGTERM")) ?? null;
      exits.push({ code, took: performance.now() - before });
      await next?.start();
    }
    over.abort();
    await Promise.all(lives.map(({ answering }) => answering));
    const slowest = Math.max(...exits.map(({ took }) => took));
    expect(exits.map(({ code }) => code)).toEqual(exits.map(() => 0));
    expect(slowest).toBeLessThan(EXIT_WITHIN_MS);
    expect(proxy.lost).toEqual([]);

    const ids = lives.flatMap(({ acknowledged }) => acknowledged);
    const [stored] = await database.db.$client<{ n: number }[]>`
      select count(*)::int as n from attempts where id in ${database.db.$client(ids)}`;
    expect(stored?.n).toBe(ids.length);
    for (const { devices, acknowledged } of lives) {
      for (const { seen, stop } of devices) {
        await vi.waitFor(() => expect(seen).toHaveLength(acknowledged.length), 40_000);
        expect(seen).toEqual(acknowledged.map((_, index) => index + 1));
        stop();
      }
    }
    process.stdout.write(
      `${RESTARTS} restarts: ${ids.length} answers, none lost; the slowest exit took ${Math.round(slowest)} ms\n`,
    );
  },
  120_000 + RESTARTS * 40_000,
);
