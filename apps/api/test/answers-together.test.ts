import { once } from "node:events";
import type { SubmitAttemptInput } from "@fluentfusion/contract";
import { schema } from "@fluentfusion/db";
import { asc, eq, sql } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPrior } from "../src/features/models/publish-prior.ts";
import { readRecords, storeRecords } from "../src/features/attempts/records.queries.ts";
import { type Client, codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;
let exercise: { readonly id: string; readonly revision: number };
let learners: { client: Client; userId: string }[];

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
  // So that answers leave traces in the learner model.
  await publishPrior(app.database.db, new Date());
  learners = [];
  for (let count = 0; count < 12; count += 1) learners.push(await app.register());
  const { client } = person(0);
  const { items } = await client.lessons.list.query({});
  const lesson = await client.lessons.get.query({ lessonId: items[0]?.id ?? "" });
  const typed = lesson.exercises.find(({ prompt }) => prompt.kind === "type");
  exercise = { id: typed?.id ?? "", revision: lesson.revision };
});

afterAll(async () => {
  await app.close();
});

function person(index: number) {
  const found = learners[index];
  if (found === undefined) throw new Error(`no learner ${index}`);
  return found;
}

function answer(change: Partial<SubmitAttemptInput> = {}) {
  return {
    id: uuidV7(),
    exerciseId: exercise.id,
    revision: exercise.revision,
    response: { kind: "type" as const, text: "Muraho" },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
    ...change,
  };
}

/** The numbers and ids of a learner's log. */
async function logOf(learnerId: string) {
  const { attempts } = schema;
  return app.database.db
    .select({ seq: attempts.seq, id: attempts.id })
    .from(attempts)
    .where(eq(attempts.learnerId, learnerId))
    .orderBy(asc(attempts.seq));
}

async function recordsThatDiffer() {
  const admin = await app.register();
  const { users } = schema;
  await app.database.db.update(users).set({ role: "admin" }).where(eq(users.id, admin.userId));
  return (await admin.client.admin.rebuild.mutate({ check: true })).different;
}

const storing = (statements: readonly string[]) =>
  statements.filter((statement) => statement.includes("store_record"));

test("answers of many learners at once are stored in few transactions, each in its own log with its own receipt", async () => {
  const given = learners.map(({ client }) => ({ client, inputs: [answer(), answer()] }));
  const statements = await app.database.statementsOf(() =>
    Promise.all(
      given.flatMap(({ client, inputs }) =>
        inputs.map(async (input) => {
          const receipt = await client.attempts.submit.mutate(input);
          expect(receipt).toMatchObject({ attemptId: input.id, exerciseId: exercise.id });
        }),
      ),
    ),
  );
  expect(storing(statements).length).toBeLessThan(learners.length);
  for (const [index, { userId }] of learners.entries()) {
    const log = await logOf(userId);
    expect(log.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(log.map(({ id }) => id).toSorted()).toEqual(given[index]?.inputs.map(({ id }) => id).toSorted());
  }
  expect(await recordsThatDiffer()).toEqual([]);
});

test("whoever sends what cannot be stored fails alone, however many were to be stored with it", async () => {
  const taken = answer();
  await person(0).client.attempts.submit.mutate(taken);
  const before = await Promise.all(learners.map(({ userId }) => logOf(userId)));
  const codes = await Promise.all(
    learners.map(({ client }, index) => {
      // Somebody else's id, and the last one a sitting that is not there.
      const input = index === 5 ? answer({ id: taken.id }) : answer();
      return codeOf(client.attempts.submit.mutate(index === 11 ? { ...input, sittingId: uuidV7() } : input));
    }),
  );
  const refusals = new Map([
    [5, "ATTEMPT_CONFLICT"],
    [11, "SITTING_NOT_FOUND"],
  ]);
  expect(codes).toEqual(learners.map((_, index) => refusals.get(index) ?? null));
  const after = await Promise.all(learners.map(({ userId }) => logOf(userId)));
  expect(after.map((log, index) => log.length - (before[index]?.length ?? 0))).toEqual(
    learners.map((_, index) => (refusals.has(index) ? 0 : 1)),
  );
  expect(await recordsThatDiffer()).toEqual([]);
});

test("an answer that is sent again is answered by one statement, which stores nothing", async () => {
  const sent = answer();
  const { client, userId } = person(0);
  const receipt = await client.attempts.submit.mutate(sent);
  const log = await logOf(userId);
  const statements = await app.database.statementsOf(async () => {
    expect(await client.attempts.submit.mutate(sent)).toEqual(receipt);
    const other = { ...sent, response: { kind: "type" as const, text: "Mwaramutse" } };
    expect(await codeOf(client.attempts.submit.mutate(other))).toBe("ATTEMPT_CONFLICT");
  });
  // Whatever the instance looks after by itself meanwhile is none of the answer's.
  expect(statements.filter((statement) => statement.includes("_records("))).toHaveLength(2);
  expect(storing(statements)).toEqual([]);
  // One that is new among repeats is stored with the receipt of its own.
  const next = answer();
  const [again, first] = await Promise.all([sent, next].map((one) => client.attempts.submit.mutate(one)));
  expect(again).toEqual(receipt);
  expect(first?.attemptId).toBe(next.id);
  expect(await logOf(userId)).toHaveLength(log.length + 1);
  expect(await recordsThatDiffer()).toEqual([]);
});

test("of answers that come with others sent before only the new ones change what is known of their items", async () => {
  const { client } = person(1);
  const { items } = await client.lessons.list.query({});
  // A lesson asks each item once as a thing to type.
  const { exercises, revision } = await client.lessons.get.query({ lessonId: items[1]?.id ?? "" });
  const typed = exercises.filter(({ prompt }) => prompt.kind === "type");
  const [first, second] = typed.map(({ id }) => ({
    type: "attempt" as const,
    ...answer({ exerciseId: id, revision }),
  }));
  if (first === undefined || second === undefined) throw new Error("two exercises are needed");
  await client.sync.push.mutate({ events: [first] });
  const { results } = await client.sync.push.mutate({ events: [first, second] });
  expect(results.map(({ status }) => status)).toEqual(["accepted", "accepted"]);
  expect(await recordsThatDiffer()).toEqual([]);
});

test("of two who use the same new id at once one is answered and one refused, and nobody else", async () => {
  const id = uuidV7();
  const codes = await Promise.all(
    learners.map(({ client }, index) =>
      codeOf(client.attempts.submit.mutate(answer(index === 2 || index === 7 ? { id } : {}))),
    ),
  );
  expect(new Set([codes[2], codes[7]])).toEqual(new Set(["ATTEMPT_CONFLICT", null]));
  expect(codes.filter((code) => code !== null)).toHaveLength(1);
  expect(await recordsThatDiffer()).toEqual([]);
});

test("a learner whose record is being worked on holds nobody up, and is answered when it is done", async () => {
  const { learnerStates } = schema;
  const work = new AbortController();
  const holding = new AbortController();
  const held = once(holding.signal, "abort");
  const working = app.database.db.transaction(async (tx) => {
    await tx
      .select()
      .from(learnerStates)
      .where(eq(learnerStates.learnerId, person(0).userId))
      .for("update");
    holding.abort();
    await once(work.signal, "abort");
  });
  await held;
  const sent = answer();
  let isAnswered = false;
  const first = codeOf(person(0).client.attempts.submit.mutate(sent)).then((code) => {
    isAnswered = code === null;
    return code;
  });
  const others = learners.slice(1, 5).map(({ client }) => codeOf(client.attempts.submit.mutate(answer())));
  expect(await Promise.all(others)).toEqual([null, null, null, null]);
  expect(isAnswered).toBe(false);
  work.abort();
  await working;
  // Where all of this took longer than a lock is waited for, the sender tries again.
  expect([null, "UNAVAILABLE"]).toContain(await first);
  expect(await person(0).client.attempts.submit.mutate(sent)).toMatchObject({ attemptId: sent.id });
  expect(await recordsThatDiffer()).toEqual([]);
});

test("what was made of a record that has changed since is not stored, nor is a row of somebody else", async () => {
  const { db } = app.database;
  const [amina, keza] = [person(0), person(1)];
  const asked = { learner: amina.userId, attempts: [], items: [], lessons: [], sittings: [] };
  const rowsOf = async () => {
    const [opened] = await readRecords(db, [asked]);
    const [row] = await db.execute<{ state: Record<string, unknown> }>(
      sql`select to_jsonb(s) as state from learner_states s where learner_id = ${amina.userId}`,
    );
    const none = { attempts: [], lessons: [], items: [], xp: [], badges: [], days: [], sittings: [] };
    return { ...none, seen: opened?.learner.seen ?? null, state: row?.state ?? {} };
  };
  const stale = await rowsOf();
  await amina.client.attempts.submit.mutate(answer());
  const log = await logOf(amina.userId);
  expect([...(await storeRecords(db, [stale]))]).toEqual([0]);
  const fresh = await rowsOf();
  const day = {
    learner_id: keza.userId,
    day: "2026-01-01",
    answers: 9,
    right_answers: 9,
    elapsed_ms: 9,
    xp: 9,
  };
  expect([...(await storeRecords(db, [{ ...fresh, days: [day] }, fresh]))]).toEqual([0]);
  const { streakDays } = schema;
  expect(await db.$count(streakDays, eq(streakDays.day, "2026-01-01"))).toBe(0);
  expect(await logOf(amina.userId)).toEqual(log);
  expect(await recordsThatDiffer()).toEqual([]);
});
