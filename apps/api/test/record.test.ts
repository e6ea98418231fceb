import type { SubmitAttemptInput } from "@fluentfusion/contract";
import { schema } from "@fluentfusion/db";
import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

const DAY_MS = 86_400_000;
const NOW = new Date("2026-11-23T20:00:00Z");

let app: TestApp;
let admin: Client;
let exercises: { id: string; revision: number }[];

beforeAll(async () => {
  app = await startTestApp();
  app.setClock(NOW);
  const staff = await app.register();
  await app.database.db.update(schema.users).set({ role: "admin" }).where(eq(schema.users.id, staff.userId));
  admin = staff.client;
  const { items } = await admin.lessons.list.query({ limit: 4 });
  const lessons = await Promise.all(items.map(({ id }) => admin.lessons.get.query({ lessonId: id })));
  exercises = lessons.flatMap((lesson) => lesson.exercises);
});

afterAll(() => app.close());

const FORMS = ["Muraho", "Mwaramutse", "Mwiriwe", "mwirwe", "not this"];

interface Given {
  readonly exercise: number;
  readonly form: number;
  /** Of the device's clock before now; a clock that runs ahead gives less than none. */
  readonly hoursAgo: number;
}

function answer({ exercise, form, hoursAgo }: Given): SubmitAttemptInput {
  const asked = exercises[exercise % exercises.length];
  const isChoice = exercise % 4 === 3;
  return {
    id: uuidV7(),
    exerciseId: asked?.id ?? "",
    revision: asked?.revision ?? 1,
    sittingId: null,
    response: isChoice
      ? { kind: "choice", optionId: form % 2 === 0 ? "b" : "a" }
      : { kind: "type", text: FORMS[form] ?? "" },
    answeredAt: new Date(NOW.getTime() - hoursAgo * 3_600_000).toISOString(),
    timeZone: "Africa/Kigali",
    elapsedMs: 2000,
  };
}

/** What is folded, without the ids that differ from learner to learner. */
async function recordOf(userId: string) {
  const { db } = app.database;
  const { learnerStates, itemStates, lessonProgress, xpEntries, streakDays, learnerBadges } = schema;
  const rows = [
    await db
      .select({ state: learnerStates.state })
      .from(learnerStates)
      .where(eq(learnerStates.learnerId, userId)),
    await db.select().from(itemStates).where(eq(itemStates.learnerId, userId)).orderBy(itemStates.itemId),
    await db
      .select()
      .from(lessonProgress)
      .where(eq(lessonProgress.learnerId, userId))
      .orderBy(lessonProgress.lessonId),
    await db
      .select({ key: xpEntries.key, amount: xpEntries.amount, at: xpEntries.at })
      .from(xpEntries)
      .where(eq(xpEntries.learnerId, userId))
      .orderBy(xpEntries.key),
    await db.select().from(streakDays).where(eq(streakDays.learnerId, userId)).orderBy(streakDays.day),
    await db
      .select({ badge: learnerBadges.badgeId, at: learnerBadges.earnedAt })
      .from(learnerBadges)
      .where(eq(learnerBadges.learnerId, userId))
      .orderBy(learnerBadges.badgeId),
  ];
  return JSON.stringify(rows).replaceAll(userId, "learner");
}

const given = fc.record({
  exercise: fc.nat(15),
  form: fc.nat(4),
  // Three days ahead to three weeks ago, each at an instant of its own.
  hoursAgo: fc.integer({ min: -72, max: 500 }),
});

test("shuffled, repeated, late, from clocks that are days off, with some undone: the record is that of the clean log, and folding again agrees", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(given, { selector: ({ hoursAgo }) => Math.max(0, hoursAgo), maxLength: 14 }),
      fc.array(fc.nat(13), { maxLength: 4 }),
      fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
      async (log, undone, noise) => {
        const [clean, messy] = [await app.register(), await app.register()];
        const isUndone = (index: number) => undone.includes(index);
        const inOrder = log
          .map((one, index) => ({ one, index }))
          .toSorted((a, b) => b.one.hoursAgo - a.one.hoursAgo);
        for (const { one, index } of inOrder) {
          if (!isUndone(index)) await clean.client.attempts.submit.mutate(answer(one));
        }
        const sent = log.map((one, index) => ({ input: answer(one), index }));
        const order = (salt: number) =>
          sent.toSorted((a, b) => (noise[(a.index + salt) % 40] ?? 0) - (noise[(b.index + salt) % 40] ?? 0));
        for (const { input, index } of [...order(0), ...order(7).slice(0, 5)]) {
          await messy.client.attempts.submit.mutate(input);
          if (!isUndone(index)) continue;
          const undo = { id: uuidV7(), attemptId: input.id, undoneAt: input.answeredAt };
          const receipt = await messy.client.attempts.undo.mutate(undo);
          expect(await messy.client.attempts.undo.mutate(undo)).toEqual(receipt);
        }
        // A learner whose every answer was undone has a record of nothing; one who gave none has no record.
        if (log.length === 0 || !log.every((_, index) => isUndone(index))) {
          expect(await recordOf(messy.userId)).toBe(await recordOf(clean.userId));
        }
        for (const { userId } of [clean, messy]) {
          const page = await admin.admin.rebuild.mutate({ learnerId: userId });
          expect(page).toMatchObject({ checked: 1, different: [] });
        }
      },
    ),
    { numRuns: 12 },
  );
}, 60_000);

test("pushed by three devices at once, in pieces, out of order and twice, with clocks three days off: the record is that of one clean push", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(given, {
        selector: ({ hoursAgo }) => Math.max(0, hoursAgo),
        minLength: 6,
        maxLength: 18,
      }),
      fc.array(fc.nat(17), { maxLength: 4 }),
      fc.array(fc.nat(), { minLength: 18, maxLength: 18 }),
      fc.integer({ min: 1, max: 4 }),
      async (log, undone, noise, piece) => {
        const [clean, messy] = [await app.register(), await app.register()];
        const eventsOf = (one: Given, index: number) => {
          const attempt = { type: "attempt" as const, ...answer(one) };
          const { id: attemptId, answeredAt: undoneAt } = attempt;
          const undo = { type: "undo" as const, id: uuidV7(), attemptId, undoneAt };
          return undone.includes(index) ? [attempt, undo] : [attempt];
        };
        await clean.client.sync.push.mutate({ events: log.flatMap(eventsOf) });
        const sent = log
          .map((one, index) => ({
            events: eventsOf(one, index),
            device: index % 3,
            place: noise[index] ?? 0,
          }))
          .toSorted((a, b) => a.place - b.place);
        await Promise.all(
          [0, 1, 2].map(async (device) => {
            const events = sent.flatMap((one) => (one.device === device ? one.events : []));
            for (let start = 0; start < events.length; start += piece) {
              const push = { events: events.slice(Math.max(0, start - 2), start + piece) };
              const { results } = await messy.client.sync.push.mutate(push);
              expect(results.map(({ status }) => status)).toEqual(push.events.map(() => "accepted"));
            }
          }),
        );
        expect(await recordOf(messy.userId)).toBe(await recordOf(clean.userId));
        const page = await admin.admin.rebuild.mutate({ learnerId: messy.userId });
        expect(page).toMatchObject({ checked: 1, different: [] });
      },
    ),
    { numRuns: 12 },
  );
}, 60_000);

test("a record that was tampered with is found, and mended from the log", async () => {
  const { client, userId } = await app.register();
  await client.attempts.submit.mutate(answer({ exercise: 0, form: 0, hoursAgo: 1 }));
  const before = await recordOf(userId);
  await app.database.db
    .update(schema.itemStates)
    .set({ reviews: 99 })
    .where(eq(schema.itemStates.learnerId, userId));
  await app.database.db.delete(schema.xpEntries).where(eq(schema.xpEntries.learnerId, userId));
  const found = await admin.admin.rebuild.mutate({ learnerId: userId });
  expect(found.different).toEqual([{ learnerId: userId, parts: ["items", "xp"] }]);
  await admin.admin.rebuild.mutate({ learnerId: userId, check: false });
  expect(await recordOf(userId)).toBe(before);
});

test("an answer can be undone for a day, by its owner alone, and earns again when given again", async () => {
  const { client } = await app.register();
  const other = await app.register();
  const wrong = answer({ exercise: 0, form: 4, hoursAgo: 2 });
  await client.attempts.submit.mutate(wrong);
  const undo = { id: uuidV7(), attemptId: wrong.id, undoneAt: NOW.toISOString() };
  expect(await codeOf(other.client.attempts.undo.mutate(undo))).toBe("ATTEMPT_NOT_FOUND");
  await client.attempts.undo.mutate(undo);
  const right = await client.attempts.submit.mutate(answer({ exercise: 0, form: 0, hoursAgo: 1 }));
  expect(right.lesson.score).toBe(25);
  const old = answer({ exercise: 1, form: 0, hoursAgo: 30 });
  await client.attempts.submit.mutate(old);
  const late = { id: uuidV7(), attemptId: old.id, undoneAt: NOW.toISOString() };
  expect(await codeOf(client.attempts.undo.mutate(late))).toBe("UNDO_TOO_LATE");
  expect(await codeOf(client.attempts.undo.mutate({ ...undo, attemptId: old.id }))).toBe("ATTEMPT_CONFLICT");
});

test("a freeze earned by a week bridges the missed day, also when the streak began anew since", async () => {
  const { client } = await app.register();
  for (const daysAgo of [9, 8, 7, 6, 5, 4, 3, 2]) {
    await client.attempts.submit.mutate(answer({ exercise: daysAgo, form: 0, hoursAgo: daysAgo * 24 }));
  }
  await client.attempts.submit.mutate(answer({ exercise: 0, form: 0, hoursAgo: 1 }));
  expect(await client.streak.get.query()).toEqual({ days: 1, longest: 8, today: true, freezes: 1 });
  const yesterday = new Date(NOW.getTime() - DAY_MS).toISOString().slice(0, 10);
  const use = { id: uuidV7(), day: yesterday };
  const bridged = await client.streak.useFreeze.mutate(use);
  expect(bridged).toEqual({ days: 9, longest: 9, today: true, freezes: 0 });
  expect(await client.streak.useFreeze.mutate(use)).toEqual(bridged);
  expect(await codeOf(client.streak.useFreeze.mutate({ id: uuidV7(), day: yesterday }))).toBe(
    "FREEZE_UNAVAILABLE",
  );
});

test("nobody can have learned before they came: backdated answers make no streak", async () => {
  const { client, userId } = await app.register();
  await app.database.db.update(schema.users).set({ joinedAt: NOW }).where(eq(schema.users.id, userId));
  for (const daysAgo of [3, 2, 1, 0]) {
    await client.attempts.submit.mutate(answer({ exercise: daysAgo, form: 0, hoursAgo: daysAgo * 24 }));
  }
  expect(await client.streak.get.query()).toMatchObject({ days: 1, longest: 1 });
});

test("weeks without a network count, a rewritten year does not", async () => {
  const [away, forging] = [await app.register(), await app.register()];
  const joinedAt = new Date(NOW.getTime() - 400 * DAY_MS);
  const { users } = schema;
  await app.database.db.update(users).set({ joinedAt }).where(eq(users.id, away.userId));
  await app.database.db.update(users).set({ joinedAt }).where(eq(users.id, forging.userId));
  for (const daysAgo of [30, 29, 28]) {
    await away.client.attempts.submit.mutate(answer({ exercise: 0, form: 0, hoursAgo: daysAgo * 24 }));
    const year = answer({ exercise: 0, form: 0, hoursAgo: (300 + daysAgo) * 24 });
    await forging.client.attempts.submit.mutate(year);
  }
  expect(await away.client.streak.get.query()).toMatchObject({ longest: 3 });
  expect(await forging.client.streak.get.query()).toMatchObject({ longest: 1 });
});

test("ten late answers sent at once cost their senders one transaction, and everybody gets their receipt", async () => {
  const { client, userId } = await app.register();
  await client.attempts.submit.mutate(answer({ exercise: 0, form: 0, hoursAgo: 1 }));
  const late = Array.from({ length: 10 }, (_, index) =>
    answer({ exercise: index, form: 0, hoursAgo: 100 + index }),
  );
  const receipts = await Promise.all(late.map((input) => client.attempts.submit.mutate(input)));
  expect(receipts.map(({ attemptId }) => attemptId)).toEqual(late.map(({ id }) => id));
  const { attempts } = schema;
  const rows = await app.database.db
    .select({ seq: attempts.seq, transaction: sql<string>`xmin::text` })
    .from(attempts)
    .where(eq(attempts.learnerId, userId))
    .orderBy(attempts.seq);
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 11 }, (_, index) => index + 1));
  expect(new Set(rows.map(({ transaction }) => transaction)).size).toBeLessThan(6);
});

const writes = (statements: readonly string[]) =>
  statements.filter((statement) => /^\s*(insert|update|delete|with|select store_record)/i.test(statement));

test("an answer is stored by one statement, and a late one to a longer log by two", async () => {
  const { client } = await app.register();
  const submit = (count: number, hoursAgo: number) => () =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        client.attempts.submit.mutate(answer({ exercise: index, form: 0, hoursAgo: hoursAgo - index / 100 })),
      ),
    );
  await submit(1, 500)();
  const one = writes(await app.database.statementsOf(submit(1, 400)));
  await submit(8, 300)();
  await submit(8, 200)();
  const late = writes(await app.database.statementsOf(submit(1, 450)));
  expect(one).toHaveLength(1);
  // What was folded is cleared first.
  expect(late).toHaveLength(2);
});

test("a report says what was done by day, without reading the log, and forgets what was undone", async () => {
  const { client, userId } = await app.register();
  const given = [50, 49, 26, 1].map((hoursAgo, index) => answer({ exercise: index, form: 0, hoursAgo }));
  for (const input of given) await client.attempts.submit.mutate(input);
  const report = await client.progress.report.query({});
  expect(report).toMatchObject({
    from: "2026-10-27",
    to: "2026-11-23",
    totals: { activeDays: 3, answers: 4 },
  });
  expect(report.days.map(({ day, answers, elapsedMs }) => [day, answers, elapsedMs])).toEqual([
    ["2026-11-21", 2, 4000],
    ["2026-11-22", 1, 2000],
    ["2026-11-23", 1, 2000],
  ]);
  expect(report.totals.xp).toBe((await client.xp.ledger.query()).total);
  const last = given.at(-1)?.id ?? "";
  await client.attempts.undo.mutate({ id: uuidV7(), attemptId: last, undoneAt: NOW.toISOString() });
  const { days } = await client.progress.report.query({ from: "2026-11-22", to: "2026-11-23" });
  expect(days.map(({ day }) => day)).toEqual(["2026-11-22"]);
  const { items } = await client.attempts.list.query({});
  expect(items.filter(({ undone }) => undone).map(({ id }) => id)).toEqual([last]);
  for (const [from, to] of [
    ["2026-11-23", "2026-11-22"],
    ["2024-01-01", "2026-01-01"],
  ]) {
    expect(await codeOf(client.progress.report.query({ from, to }))).toBe("INPUT_INVALID");
  }
  const statements = await app.database.statementsOf(() => client.progress.report.query({}));
  expect(statements.filter((statement) => statement.includes('from "streak_days"'))).toHaveLength(1);
  expect(statements.filter((statement) => statement.includes('from "attempts"'))).toEqual([]);
  expect((await admin.admin.rebuild.mutate({ learnerId: userId })).different).toEqual([]);
});
