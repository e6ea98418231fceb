import type { Job } from "@fluentfusion/contract";
import { schema } from "@fluentfusion/db";
import { eq, sql } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { isHeldBack } from "../src/features/models/held-back.ts";
import { publishPrior } from "../src/features/models/publish-prior.ts";
import { shownGain } from "../src/features/models/shown-gain.ts";
import { type Client, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;
let admin: Client;

const ANSWERS = 40;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
  const staff = await app.register();
  await app.database.db.update(schema.users).set({ role: "admin" }).where(eq(schema.users.id, staff.userId));
  admin = staff.client;
});

afterAll(() => app.close());

async function finished(id: string): Promise<Job> {
  return vi.waitFor(
    async () => {
      const job = (await admin.admin.jobs.query({})).items.find((one) => one.id === id);
      if (job === undefined || job.status === "running") throw new Error("it goes on");
      return job;
    },
    { timeout: 60_000, interval: 200 },
  );
}

/** A learner who answers the four questions of a lesson in turn; the first two are known, the others never. */
async function answerOften(client: Client): Promise<void> {
  const { items } = await client.lessons.list.query({});
  const lesson = await client.lessons.get.query({ lessonId: items[0]?.id ?? "" });
  const start = Date.now() - 30 * 86_400_000;
  const events = Array.from({ length: ANSWERS }, (_, index) => {
    const exercise = lesson.exercises[index % 2];
    const right = index % 2 === 0 ? "Muraho" : "I do not know";
    return {
      type: "attempt" as const,
      id: uuidV7(),
      exerciseId: exercise?.id ?? "",
      revision: exercise?.revision ?? 0,
      sittingId: null,
      response: { kind: "type" as const, text: right },
      answeredAt: new Date(start + index * 3_600_000).toISOString(),
      timeZone: "Africa/Kigali",
      elapsedMs: 2_000,
    };
  });
  await client.sync.push.mutate({ events });
}

/** The same log for others, whose records are then folded from it. */
async function copyLog(from: string, to: readonly string[]): Promise<void> {
  const { db } = app.database;
  for (const learnerId of to) {
    await db.execute(sql`insert into learner_states (learner_id, last_seq, folded_at, folded_id, state)
      select ${learnerId}::uuid, last_seq, folded_at, folded_id, state from learner_states where learner_id = ${from}`);
    await db.execute(sql`insert into attempts select (jsonb_populate_record(null::attempts,
      to_jsonb(a) || jsonb_build_object('id', gen_random_uuid(), 'learner_id', ${learnerId}::text))).*
      from attempts a where learner_id = ${from}`);
  }
  await mendAll();
}

async function mendAll(): Promise<void> {
  for (let cursor: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof admin.admin.rebuild.mutate>> = await admin.admin.rebuild.mutate({
      check: false,
      limit: 100,
      ...(cursor !== null && { cursor }),
    });
    cursor = page.nextCursor;
    if (cursor === null) return;
  }
}

test("a model is fitted to what learners answered, judged on others, published, and rolled back", async () => {
  await publishPrior(app.database.db, new Date());
  const few = await admin.admin.refit.mutate({});
  expect((await finished(few.id)).result).toMatchObject({ outcome: "too_few_answers" });

  const first = await app.register();
  await answerOften(first.client);
  const others: string[] = [];
  // Chance, by their ids, says who is held back: enough of both kinds, however it falls.
  const heldBack = () => others.filter(isHeldBack).length;
  while (heldBack() < 4 || others.length - heldBack() < 14) others.push((await app.register()).userId);
  await copyLog(first.userId, others);
  const everyone = others.length + 1;

  const [job, again] = await Promise.all([admin.admin.refit.mutate({}), admin.admin.refit.mutate({})]);
  expect(again.id).toBe(job.id);
  const done = await finished(job.id);
  expect(done).toMatchObject({ kind: "refit", status: "done", progress: 1 });
  expect(done.result).toMatchObject({ outcome: "published", version: 2, learnersMoved: everyone });

  const status = await admin.admin.modelStatus.query();
  expect(status).toMatchObject({
    published: { version: 2, evidence: "answers", status: "published" },
    learnersBehind: 0,
  });
  const { shadow, learners } = status.published ?? {};
  expect((shadow?.learners ?? 0) + (learners ?? 0)).toBe(everyone);
  expect(shadow?.candidate.logLoss).toBeLessThan(shadow?.published?.logLoss ?? 0);
  expect((await admin.admin.rebuild.mutate({ check: true, limit: 100 })).different).toEqual([]);
  expect(await first.client.recommendations.list.query({})).toMatchObject({ evidence: "answers" });

  const issue = { path: ["force"], code: "model_not_better", params: { gain: -(shadow?.gain ?? 0) } };
  const refused = { data: { code: "INPUT_INVALID", issues: [issue] } };
  await expect(admin.admin.publishModel.mutate({ version: 1 })).rejects.toMatchObject(refused);
  expect((await admin.admin.modelStatus.query()).published).toMatchObject({ version: 2 });
  const force = { reason: "it advises newcomers better" };
  const back = await admin.admin.publishModel.mutate({ version: 1, force });
  expect((await finished(back.id)).result).toEqual({ learnersMoved: everyone });
  expect((await admin.admin.modelStatus.query()).published).toMatchObject({ version: 1 });
  expect((await admin.admin.rebuild.mutate({ check: true, limit: 100 })).different).toEqual([]);
  const { entries } = await admin.admin.audit.query({ subjectId: "1" });
  expect(entries).toMatchObject([{ action: "model.published", detail: { from: 2, ...force } }]);
  const repeat = await admin.admin.publishModel.mutate({ version: 1 });
  expect((await finished(repeat.id)).result).toEqual({ learnersMoved: 0 });
}, 120_000);

test("versions are compared where one was judged against the other, or both against a third", () => {
  const scores = { auc: 0.8, logLoss: 0.4, ece: 0.01 };
  const judged = (version: number, gain: number, publishedVersion?: number) => ({
    version,
    shadow: {
      learners: 9,
      answers: 900,
      candidate: scores,
      published: scores,
      gain,
      gainError: 0.001,
      ...(publishedVersion !== undefined && { publishedVersion }),
    },
  });
  const prior = { version: 1, shadow: null };
  expect(shownGain(judged(3, 0.02, 2), judged(2, 0.01, 1))).toBe(0.02);
  expect(shownGain(judged(2, 0.01, 1), judged(3, 0.02, 2))).toBe(-0.02);
  expect(shownGain(judged(4, 0.01, 2), judged(3, 0.02, 2))).toBeCloseTo(-0.01);
  expect(shownGain(prior, judged(3, 0.02, 2))).toBe(null);
  expect(shownGain(judged(4, 0.03), judged(3, 0.02))).toBe(null);
  expect(shownGain(prior, prior)).toBe(0);
});

test("a job whose process died does not stand in the way of the next one", async () => {
  const { db } = app.database;
  const id = uuidV7();
  const silent = new Date(Date.now() - 120_000);
  await db.insert(schema.jobs).values({
    id,
    kind: "refit",
    status: "running",
    step: "fitting",
    startedBy: uuidV7(),
    startedAt: silent,
    heardAt: silent,
  });
  const next = await admin.admin.refit.mutate({ publish: "never" });
  expect(next.id).not.toBe(id);
  expect(await finished(id)).toMatchObject({ status: "failed", result: { reason: "process_ended" } });
  expect((await finished(next.id)).status).toBe("done");
}, 60_000);

test("until a newer model has folded a learner again, they are advised by the one that did", async () => {
  const { db } = app.database;
  const { client, userId } = await app.register();
  await answerOften(client);
  const version = async () =>
    (await client.recommendations.why.query({ lessonId: await lessonOf(client) })).modelVersion;
  expect(await version()).toBe(1);
  await db.update(schema.models).set({ status: "retired" }).where(eq(schema.models.status, "published"));
  await db.update(schema.models).set({ status: "published" }).where(eq(schema.models.version, 2));
  expect(await version()).toBe(1);
  await admin.admin.rebuild.mutate({ check: false, learnerId: userId });
  await answerOften(client);
  expect(await version()).toBe(2);
});

async function lessonOf(client: Client): Promise<string> {
  return (await client.lessons.list.query({})).items[0]?.id ?? "";
}
