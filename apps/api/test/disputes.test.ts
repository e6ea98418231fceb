import type { LessonPack, SubmitAttemptInput } from "@fluentfusion/contract";
import { schema } from "@fluentfusion/db";
import { eq, inArray, sql } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Client, codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

const NOW = new Date("2026-11-23T20:00:00Z");
const HOUR_MS = 3_600_000;

let app: TestApp;
let author: Client;
let admin: Client;
let exercises: { id: string; revision: number }[];

async function staff(role: "author" | "admin") {
  const { client, userId } = await app.register();
  await app.database.db.update(schema.users).set({ role }).where(eq(schema.users.id, userId));
  return client;
}

beforeAll(async () => {
  app = await startTestApp();
  app.setClock(NOW);
  [author, admin] = [await staff("author"), await staff("admin")];
  const { items } = await author.lessons.list.query({ limit: 4 });
  const lesson = await author.lessons.get.query({ lessonId: items[0]?.id ?? "" });
  exercises = lesson.exercises;
});

afterAll(() => app.close());

function answer(exercise: number, text: string, hoursAgo: number): SubmitAttemptInput {
  const asked = exercises[exercise];
  return {
    id: uuidV7(),
    exerciseId: asked?.id ?? "",
    revision: asked?.revision ?? 1,
    sittingId: null,
    response: exercise === 3 ? { kind: "choice", optionId: text } : { kind: "type", text },
    answeredAt: new Date(NOW.getTime() - hoursAgo * HOUR_MS).toISOString(),
    timeZone: "Africa/Kigali",
    elapsedMs: 2000,
  };
}

/** Somebody who has been here for a month. */
async function learner() {
  const person = await app.register();
  const joinedAt = new Date(NOW.getTime() - 720 * HOUR_MS);
  await app.database.db.update(schema.users).set({ joinedAt }).where(eq(schema.users.id, person.userId));
  return person;
}

/** A week with the same words: a synonym and a slip of it are wrong as long as nobody accepts it. */
const week = () => [
  answer(0, "salutations", 140),
  answer(1, "Mwaramutse", 139),
  answer(0, "SALUTATIONS!", 115),
  answer(2, "Mwiriwe", 90),
  answer(0, "saluttations", 65),
  answer(3, "b", 40),
  answer(0, "salutations", 16),
];

async function send(client: Client, log: readonly SubmitAttemptInput[]) {
  for (const one of log) await client.attempts.submit.mutate(one);
}

async function recordOf(userId: string): Promise<string> {
  const { db } = app.database;
  const { learnerStates, itemStates, lessonProgress, xpEntries, streakDays, learnerBadges } = schema;
  const rows = [
    await db
      .select({ s: learnerStates.state })
      .from(learnerStates)
      .where(eq(learnerStates.learnerId, userId)),
    await db.select().from(itemStates).where(eq(itemStates.learnerId, userId)).orderBy(itemStates.itemId),
    await db.select().from(lessonProgress).where(eq(lessonProgress.learnerId, userId)),
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

/** What a device accepts for the first exercise without a connection. */
async function formsOnDevices(client: Client): Promise<readonly string[]> {
  const { manifest } = await client.sync.pack.query({});
  const { packs } = await client.sync.pack.query({ ids: manifest?.map(({ id }) => id) ?? [] });
  const asked = packs
    .filter(({ id }) => id !== "lexicon")
    .flatMap(({ text }) => (JSON.parse(text) as LessonPack).exercises)
    .find(({ id }) => id === exercises[0]?.id);
  return asked !== undefined && "accepted" in asked.key ? asked.key.accepted : [];
}

const carriedOut = (rulingId: string) =>
  vi.waitFor(
    async () => {
      const { items } = await author.author.rulings.query({});
      const ruling = items.find(({ id }) => id === rulingId);
      expect(ruling?.isCarriedOut).toBe(true);
      return ruling;
    },
    { timeout: 10_000, interval: 50 },
  );

test("a form accepted once is credited to everyone as if it had been accepted from the start, and can be taken back", async () => {
  const [disputing, silent, later] = [await learner(), await learner(), await learner()];
  const log = week();
  await send(disputing.client, log);
  await send(silent.client, week());
  const refused = await recordOf(disputing.userId);
  expect(await recordOf(silent.userId)).toBe(refused);

  const wrong = log[0]?.id ?? "";
  const opened = { id: uuidV7(), attemptId: wrong, reason: "My colleagues say it." };
  const dispute = await disputing.client.disputes.open.mutate(opened);
  expect(dispute).toMatchObject({ state: "open", answer: "salutations" });
  expect(await disputing.client.disputes.open.mutate(opened)).toEqual(dispute);

  const { items: clusters } = await author.author.disputes.query({});
  expect(clusters).toMatchObject([
    { normal: "sarutations", learners: 1, reasons: ["My colleagues say it."], collides: false },
  ]);
  const id = uuidV7();
  const decision = { id, exerciseId: exercises[0]?.id ?? "", normal: clusters[0]?.normal ?? "" };
  await author.author.accept.mutate(decision);
  expect((await author.author.accept.mutate(decision)).id).toBe(id);
  expect(await carriedOut(id)).toMatchObject({ learnersCredited: 2, answersRegraded: 8 });
  expect((await author.author.disputes.query({})).items).toEqual([]);

  await send(later.client, week());
  const credited = await recordOf(later.userId);
  expect(credited).not.toBe(refused);
  expect(await recordOf(disputing.userId)).toBe(credited);
  expect(await recordOf(silent.userId)).toBe(credited);
  expect((await admin.admin.rebuild.mutate({ check: true })).different).toEqual([]);
  expect((await disputing.client.disputes.mine.query({})).items).toMatchObject([
    {
      state: "accepted",
      questionParts: [{ text: "Hello", language: "english" }],
      answerLanguage: "kinyarwanda",
    },
  ]);
  const { entries } = await silent.client.sync.pull.query({});
  const receipts = entries.flatMap((entry) => (entry.type === "regrade" ? [entry.receipt] : []));
  expect(receipts.map(({ from, to }) => [from, to])).toEqual([
    ["wrong", "correct"],
    ["wrong", "correct"],
    ["wrong", "almost"],
    ["wrong", "correct"],
  ]);
  // All that the credit brought is told, on every device.
  const { total } = await silent.client.xp.ledger.query();
  const { events } = await silent.client.events.since.query({ after: 0 });
  expect(events.reduce((sum, { xpEarned }) => sum + xpEarned, 0)).toBe(total);
  const { items: answers } = await silent.client.attempts.list.query({});
  expect(answers.filter(({ outcome, firstOutcome }) => outcome !== firstOutcome)).toHaveLength(4);
  expect(await formsOnDevices(silent.client)).toContain("salutations");

  await author.author.revoke.mutate({ rulingId: id });
  await carriedOut(id);
  expect(await recordOf(disputing.userId)).toBe(refused);
  expect(await recordOf(later.userId)).toBe(refused);
  expect(await formsOnDevices(silent.client)).not.toContain("salutations");
  expect((await admin.admin.rebuild.mutate({ check: true })).different).toEqual([]);
  expect((await disputing.client.disputes.mine.query({})).items).toMatchObject([{ state: "open" }]);
});

test("only a wrong answer in one's own words can be disputed, and only what answers nothing else can be accepted", async () => {
  const { client } = await learner();
  const [right, picked, other] = [answer(0, "Muraho", 3), answer(3, "a", 2), answer(0, "Mwiriwe", 1)];
  await send(client, [right, picked, other]);
  const open = (attemptId: string) => client.disputes.open.mutate({ id: uuidV7(), attemptId, reason: "" });
  expect(await codeOf(open(right.id))).toBe("DISPUTE_UNFIT");
  expect(await codeOf(open(picked.id))).toBe("DISPUTE_UNFIT");
  expect(await codeOf(open(uuidV7()))).toBe("ATTEMPT_NOT_FOUND");
  const stranger = await app.register();
  const theirs = stranger.client.disputes.open.mutate({ id: uuidV7(), attemptId: other.id, reason: "" });
  expect(await codeOf(theirs)).toBe("ATTEMPT_NOT_FOUND");
  await open(other.id);
  const exerciseId = exercises[0]?.id ?? "";
  const { items } = await author.author.disputes.query({});
  const cluster = items.find(({ normal }) => normal === "mwiriwe");
  expect(cluster?.collides).toBe(true);
  const accept = (normal: string) => author.author.accept.mutate({ id: uuidV7(), exerciseId, normal });
  expect(await codeOf(accept("mwiriwe"))).toBe("FORM_COLLIDES");
  expect(await codeOf(accept("never disputed"))).toBe("NOT_FOUND");
  expect(await codeOf(client.author.accept.mutate({ id: uuidV7(), exerciseId, normal: "x" }))).toBe(
    "FORBIDDEN",
  );
});

test("a credit whose connections are cut again and again reaches everyone, once", async () => {
  const people = await Promise.all(Array.from({ length: 12 }, learner));
  for (const { client } of people) {
    await send(client, [answer(1, "good morning to you", 50), answer(1, "Mwaramutse", 2)]);
  }
  const [first] = people;
  const { items } = (await first?.client.attempts.list.query({})) ?? { items: [] };
  const wrong = items.find(({ outcome }) => outcome === "wrong");
  await first?.client.disputes.open.mutate({ id: uuidV7(), attemptId: wrong?.id ?? "", reason: "" });
  const { items: clusters } = await author.author.disputes.query({});
  const cluster = clusters.find(({ exerciseId }) => exerciseId === exercises[1]?.id);
  const decision = { id: uuidV7(), exerciseId: cluster?.exerciseId ?? "", normal: cluster?.normal ?? "" };
  await author.author.accept.mutate(decision);
  for (let cuts = 0; cuts < 10; cuts += 1) {
    await app.database.db
      .execute(
        sql`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`,
      )
      .catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await vi.waitFor(
    async () => {
      const regraded = await app.database.db
        .select({ learnerId: schema.recordEvents.learnerId })
        .from(schema.recordEvents)
        .where(
          inArray(
            schema.recordEvents.learnerId,
            people.map(({ userId }) => userId),
          ),
        );
      expect(regraded.map(({ learnerId }) => learnerId).toSorted()).toEqual(
        people.map(({ userId }) => userId).toSorted(),
      );
    },
    { timeout: 20_000, interval: 100 },
  );
  expect((await admin.admin.rebuild.mutate({ check: true })).different).toEqual([]);
}, 40_000);
