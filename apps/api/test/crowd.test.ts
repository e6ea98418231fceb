import { type AppRouter, buildApp, createMemoryCache, publishCourse, readEnv } from "@fluentfusion/api";
import { connect } from "@fluentfusion/db";
import { createTestDatabase, type TestDatabase } from "@fluentfusion/db/testing";
import { createTRPCClient, httpLink, retryLink, type TRPCClient } from "@trpc/client";
import { sql } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SMALL_COURSE, SMALL_STARTER } from "./support/small-course.ts";

type Client = TRPCClient<AppRouter>;

const LEARNERS = 4;
const CLIENTS = 64;

let database: TestDatabase;
const closers: (() => Promise<unknown>)[] = [];
let urls: string[];

/** As in production: a pool of its own, and nothing shared with the other but the database. */
async function startInstance(): Promise<string> {
  const own = connect(database.url);
  const app = await buildApp({
    starter: SMALL_STARTER,
    // Sixteen clients of one learner are at the limit of what an account may have under way.
    env: readEnv({ LOG_LEVEL: "silent", RATE_LIMIT_PER_MINUTE: "0" }),
    db: own.db,
    databaseUrl: database.url,
    cache: createMemoryCache(),
    mailer: { send: async () => undefined },
    now: () => new Date(),
    newId: () => uuidV7(),
  });
  closers.push(
    () => app.close(),
    () => own.close(),
  );
  return app.listen({ host: "127.0.0.1", port: 0 });
}

beforeAll(async () => {
  database = await createTestDatabase();
  await publishCourse(database.db, SMALL_COURSE, new Date());
  urls = await Promise.all([startInstance(), startInstance()]);
});

afterAll(async () => {
  for (const close of closers) await close();
  await database.close();
});

/**
 * Comes back when there is too much to do, as every client does, and when a lock was waited for in vain: on a busy machine sixteen
 * writers of one learner may need more than the two seconds that one may take.
 */
const clientOf = (instance: number, token?: string): Client =>
  createTRPCClient<AppRouter>({
    links: [
      retryLink({
        retry: ({ error, attempts }) =>
          attempts < 100 && ["OVERLOADED", "UNAVAILABLE"].includes(error.data?.code ?? ""),
        retryDelayMs: () => 50 + Math.random() * 200,
      }),
      httpLink({
        url: `${urls[instance % urls.length] ?? ""}/trpc`,
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      }),
    ],
  });

test("sixty-four clients of four learners get everything done at two instances, and nothing twice", async () => {
  const learners = await Promise.all(
    Array.from({ length: LEARNERS }, () =>
      clientOf(0).auth.guest.mutate({ userType: "tourist", targetLanguage: "kinyarwanda" }),
    ),
  );
  const { items } = await clientOf(0, learners[0]?.accessToken).lessons.list.query({});
  const lessons = await Promise.all(
    items.map(({ id }) => clientOf(0, learners[0]?.accessToken).lessons.get.query({ lessonId: id })),
  );
  const answerTo = (lesson: number, sittingId: string | null = null) => {
    const exercise = lessons[lesson % lessons.length]?.exercises[0];
    return {
      id: uuidV7(),
      exerciseId: exercise?.id ?? "",
      revision: exercise?.revision ?? 0,
      sittingId,
      response: { kind: "skip" as const },
      answeredAt: new Date().toISOString(),
      timeZone: "Africa/Kigali",
    };
  };
  /** What one client does: five lines of the log, some of them sent twice to the two instances at once. */
  const work = async (index: number) => {
    const token = learners[index % LEARNERS]?.accessToken;
    const [here, there] = [clientOf(index >> 2, token), clientOf((index >> 2) + 1, token)] as const;
    const lessonId = items[index % items.length]?.id ?? "";
    const sitting = await here.session.start.mutate({ id: uuidV7(), mode: "lesson", lessonId });
    const inSitting = answerTo(index, sitting.id);
    const twice = answerTo(index + 1);
    await Promise.all([
      here.attempts.submit.mutate(inSitting),
      here.attempts.submit.mutate(twice),
      there.attempts.submit.mutate(twice),
    ]);
    const batch = Array.from({ length: 3 }, (_, at) => ({ type: "attempt" as const, ...answerTo(at) }));
    const pushed = await Promise.all([
      here.sync.push.mutate({ events: batch }),
      there.sync.push.mutate({ events: batch.toReversed() }),
    ]);
    for (const { results } of pushed)
      expect(results.map(({ status }) => status)).toEqual(batch.map(() => "accepted"));
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, index) => work(index)));
  const logs = await database.db.execute<{ last: number; stored: number }>(sql`
    select last_seq::int as last, (select count(*)::int from attempts a where a.learner_id = l.learner_id) as stored
    from learner_states l`);
  const lines = (CLIENTS / LEARNERS) * 5;
  expect([...logs]).toEqual(Array.from({ length: LEARNERS }, () => ({ last: lines, stored: lines })));
}, 120_000);
