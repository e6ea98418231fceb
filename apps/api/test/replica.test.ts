import { buildApp, createMemoryCache, publishCourse, readEnv } from "@fluentfusion/api";
import { connect, type Database, followReplica, migrate, type Replica, schema } from "@fluentfusion/db";
import { eq } from "drizzle-orm";
import postgres from "postgres";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createMetrics } from "../src/metrics/metrics.ts";
import { clientOf, signUp } from "./support/daily-load.ts";
import { SMALL_COURSE, SMALL_STARTER } from "./support/small-course.ts";
import { findPrograms, startStreaming, type Streaming } from "./support/streaming.ts";

const programs = findPrograms();
const why = programs === null ? " (skipped: there is no pg_basebackup on this machine)" : "";

const SOON = { timeout: 20_000, interval: 50 };
/** Beyond what a busy machine takes for a look, well within what a test may last. */
const MAX_LAG_SECONDS = "3";

describe.runIf(programs !== null)(`a server with a streaming replica${why}`, () => {
  let streaming: Streaming;
  let database: Database;
  let replica: Replica;
  let app: Awaited<ReturnType<typeof buildApp>>;
  let url: string;
  let asked: string[] = [];
  const metrics = createMetrics(new Set());
  const cache = createMemoryCache();

  beforeAll(async () => {
    streaming = await startStreaming(programs ?? "");
    await migrate(streaming.primary.url, new Date());
    database = connect(streaming.primary.url);
    await publishCourse(database.db, SMALL_COURSE, new Date());
    replica = followReplica(streaming.primary.url, streaming.replica.url, {
      onStatement: (statement) => asked.push(statement),
    });
    app = await buildApp({
      starter: SMALL_STARTER,
      env: readEnv({
        LOG_LEVEL: "silent",
        RATE_LIMIT_PER_MINUTE: "0",
        DATABASE_URL: streaming.primary.url,
        DATABASE_REPLICA_URL: streaming.replica.url,
        DATABASE_REPLICA_MAX_LAG_SECONDS: MAX_LAG_SECONDS,
      }),
      db: database.db,
      databaseUrl: streaming.primary.url,
      replica,
      metrics,
      cache,
      mailer: { send: async () => undefined },
      now: () => new Date(),
      newId: () => uuidV7(),
    });
    url = await app.listen({ host: "127.0.0.1", port: 0 });
  }, 120_000);

  afterAll(async () => {
    await app?.close();
    await cache.close();
    await replica?.close();
    await database?.close();
    await streaming?.stop();
  });

  async function admin() {
    const { accessToken, userId } = await signUp(url);
    await database.db.update(schema.users).set({ role: "admin" }).where(eq(schema.users.id, userId));
    return clientOf(url, accessToken).admin;
  }

  /** What is asked, and whether the replica was asked for it. */
  async function whoAnswers<T>(work: () => Promise<T>): Promise<{ answer: T; from: "replica" | "database" }> {
    asked = [];
    const answer = await work();
    return { answer, from: asked.length > 0 ? "replica" : "database" };
  }

  const untilFresh = (since = performance.now()) =>
    vi.waitFor(() => expect(replica.freshAsOf()).toBeGreaterThan(since), SOON);

  async function replay(state: "pause" | "resume") {
    const sql = postgres(streaming.replica.url, { max: 1 });
    await sql.unsafe(`select pg_wal_replay_${state}()`);
    await sql.end();
  }

  test("what staff read over all learners comes from the replica, what learners read does not", async () => {
    const one = await admin();
    await untilFresh();
    const search = { search: "learner", limit: 100 };
    const { answer, from } = await whoAnswers(() => one.users.query(search));
    expect(from).toBe("replica");
    expect(answer.users.length).toBeGreaterThan(0);
    const { accessToken } = await signUp(url);
    const learner = clientOf(url, accessToken);
    await untilFresh();
    const own = await whoAnswers(async () => {
      await learner.me.get.query();
      await learner.recommendations.list.query();
      await learner.attempts.list.query({});
      await learner.me.export.query({});
    });
    expect(own.from).toBe("database");
    expect(await metrics.text()).toMatch(/fluentfusion_lagging_reads_total\{from="replica"\} [1-9]/);
  });

  test("whoever has just changed something finds it, also while the replica is behind", async () => {
    const one = await admin();
    const { userId } = await signUp(url);
    await untilFresh();
    await replay("pause");
    try {
      await one.setRole.mutate({ userId, role: "author" });
      const { answer, from } = await whoAnswers(() => one.users.query({ role: "author", limit: 100 }));
      expect(from).toBe("database");
      expect(answer.users.map(({ id }) => id)).toContain(userId);
    } finally {
      await replay("resume");
    }
    await untilFresh();
    const later = await whoAnswers(() => one.users.query({ role: "author", limit: 100 }));
    expect(later.from).toBe("replica");
    expect(later.answer.users.map(({ id }) => id)).toContain(userId);
  });

  test("a replica whose replay waits is read no longer than it may lag, and again when it has caught up", async () => {
    const one = await admin();
    await untilFresh();
    await replay("pause");
    try {
      const { userId } = await signUp(url);
      const ids = async () => (await one.users.query({ limit: 100 })).users.map(({ id }) => id);
      await vi.waitFor(async () => expect(await ids()).toContain(userId), SOON);
      expect((await whoAnswers(ids)).from).toBe("database");
      const sql = postgres(streaming.replica.url, { max: 1 });
      const [there] = await sql`select count(*)::int as count from users where id = ${userId}`;
      await sql.end();
      expect(there?.["count"]).toBe(0);
      const lag = /^fluentfusion_replica_lag_seconds (\S+)$/m;
      await vi.waitFor(async () => {
        expect(Number(lag.exec(await metrics.text())?.[1])).toBeGreaterThan(Number(MAX_LAG_SECONDS));
      }, SOON);
    } finally {
      await replay("resume");
    }
    await vi.waitFor(async () => {
      expect((await whoAnswers(() => one.users.query({ limit: 1 }))).from).toBe("replica");
    }, SOON);
  });

  test("a revision that the replica does not have yet is found, and one that it has is read there", async () => {
    const { accessToken } = await signUp(url);
    const learner = clientOf(url, accessToken);
    const [first, second] = (await learner.lessons.list.query({})).items;
    await untilFresh();
    const old = await whoAnswers(() => learner.lessons.get.query({ lessonId: first?.id ?? "" }));
    expect(old.from).toBe("replica");
    await replay("pause");
    try {
      const lessons = SMALL_COURSE.lessons.map((lesson) => ({ ...lesson, title: `${lesson.title} again` }));
      await publishCourse(database.db, { ...SMALL_COURSE, hash: "again", lessons }, new Date());
      await cache.publish("catalogue", "changed");
      const lesson = await learner.lessons.get.query({ lessonId: second?.id ?? "" });
      expect(lesson.title).toMatch(/ again$/);
    } finally {
      await replay("resume");
    }
  });

  test("nothing can be written through the replica", async () => {
    const change = replica.db.update(schema.users).set({ role: "admin" });
    await expect(change).rejects.toMatchObject({ cause: { code: "25006" } });
  });

  test("a replica that is gone is missed by nobody, and one that is back is read again", async () => {
    const one = await admin();
    await untilFresh();
    await streaming.replica.kill();
    for (let n = 0; n < 5; n += 1) expect((await one.users.query({ limit: 1 })).users).toHaveLength(1);
    await vi.waitFor(() => expect(replica.freshAsOf()).toBe(Number.NEGATIVE_INFINITY), SOON);
    expect((await whoAnswers(() => one.users.query({ limit: 1 }))).from).toBe("database");
    await streaming.replica.start();
    await untilFresh();
    await vi.waitFor(async () => {
      expect((await whoAnswers(() => one.users.query({ limit: 1 }))).from).toBe("replica");
    }, SOON);
  });

  test("a replica that has become a database of its own is not read", async () => {
    const one = await admin();
    await untilFresh();
    const sql = postgres(streaming.replica.url, { max: 1 });
    await sql`select pg_promote()`;
    await sql.end();
    await vi.waitFor(() => expect(replica.freshAsOf()).toBe(Number.NEGATIVE_INFINITY), SOON);
    expect((await whoAnswers(() => one.users.query({ limit: 1 }))).from).toBe("database");
    await expect(replica.db.update(schema.users).set({ role: "admin" })).rejects.toMatchObject({
      cause: { code: "25006" },
    });
  });
});
