import { LEARNER_MODEL_POLICY, seedRules } from "@fluentfusion/core";
import { schema } from "@fluentfusion/db";
import { eq, sql } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPrior } from "../src/features/models/publish-prior.ts";
import { type Client, codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;
let admin: Client;

const ARMS = [
  { policy: LEARNER_MODEL_POLICY, share: 0.5 },
  { policy: seedRules.name, share: 0.5 },
];

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
  await publishPrior(app.database.db, new Date());
  const staff = await app.register();
  await app.database.db.update(schema.users).set({ role: "admin" }).where(eq(schema.users.id, staff.userId));
  admin = staff.client;
});

afterAll(() => app.close());

async function answer(client: Client): Promise<void> {
  const { items } = await client.lessons.list.query({});
  const { exercises } = await client.lessons.get.query({ lessonId: items[0]?.id ?? "" });
  await client.attempts.submit.mutate({
    id: uuidV7(),
    exerciseId: exercises[0]?.id ?? "",
    revision: exercises[0]?.revision ?? 0,
    sittingId: null,
    response: { kind: "type", text: "Muraho" },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
    elapsedMs: 2_000,
  });
}

test("one experiment runs at a time, starting it again changes nothing, and a name is used once", async () => {
  const started = await admin.admin.startExperiment.mutate({ name: "first", arms: ARMS });
  expect(await admin.admin.startExperiment.mutate({ name: "first", arms: ARMS })).toEqual(started);
  expect(await codeOf(admin.admin.startExperiment.mutate({ name: "second", arms: ARMS }))).toBe(
    "EXPERIMENT_CONFLICT",
  );
  const ended = await admin.admin.stopExperiment.mutate({ name: "first" });
  expect(await admin.admin.stopExperiment.mutate({ name: "first" })).toEqual(ended);
  expect(await codeOf(admin.admin.startExperiment.mutate({ name: "first", arms: ARMS }))).toBe(
    "EXPERIMENT_CONFLICT",
  );
  expect(await codeOf(admin.admin.stopExperiment.mutate({ name: "never" }))).toBe("NOT_FOUND");
  const crooked = [{ ...ARMS[0], share: 0.6 }, ARMS[1]] as typeof ARMS;
  expect(await codeOf(admin.admin.startExperiment.mutate({ name: "third", arms: crooked }))).toBe(
    "INPUT_INVALID",
  );
});

test("learners keep the policy they were given, and each list is logged with what every policy might have put first", async () => {
  await admin.admin.startExperiment.mutate({ name: "rules or model", arms: ARMS });
  const newcomer = await app.register();
  await newcomer.client.recommendations.list.query({});
  const learners = await Promise.all(Array.from({ length: 16 }, () => app.register()));
  const policies: string[] = [];
  for (const { client, userId } of learners) {
    await answer(client);
    const { policy } = await client.recommendations.list.query({});
    expect((await client.recommendations.list.query({})).policy).toBe(policy);
    policies.push(policy);
    const [impression] = await app.database.db
      .select()
      .from(schema.recommendationImpressions)
      .where(eq(schema.recommendationImpressions.learnerId, userId));
    const { choices, shares, experiment, shown } = impression ?? {};
    expect(experiment).toBe("rules or model");
    expect(shares).toEqual(Object.fromEntries(ARMS.map((arm) => [arm.policy, arm.share])));
    const known = choices as Record<string, [string, number][]>;
    expect(Object.keys(known).toSorted()).toEqual(ARMS.map((arm) => arm.policy).toSorted());
    for (const first of Object.values(known))
      expect(first.reduce((sum, [, probability]) => sum + probability, 0)).toBeCloseTo(1, 9);
    const [top] = shown as { lessonId: string; propensity: number }[];
    expect(known[policy]?.find(([id]) => id === top?.lessonId)?.[1]).toBe(top?.propensity);
  }
  expect(new Set(policies).size).toBe(2);
  const rest = await fetch(`${app.url}/api/recommendations/`, {
    headers: { authorization: `Bearer ${learners[0]?.accessToken ?? ""}` },
  });
  expect(rest.status).toBe(200);
  const [outside] = await app.database.db
    .select()
    .from(schema.recommendationImpressions)
    .where(eq(schema.recommendationImpressions.learnerId, newcomer.userId));
  expect(outside).toMatchObject({ experiment: null, shares: { [seedRules.name]: 1 } });

  const early = await admin.admin.experimentReport.query({ name: "rules or model" });
  expect(early).toMatchObject({ choices: 0, verdict: "too_little_evidence" });
});

test("whatever chance puts on a list, it is stored once for each draw: after an answer, not when it is loaded again", async () => {
  const { client, userId } = await app.register();
  const drawn = new Set<string>();
  for (let draw = 0; draw < 4; draw += 1) {
    await answer(client);
    const { impressionId } = await client.recommendations.list.query({});
    expect((await client.recommendations.list.query({})).impressionId).toBe(impressionId);
    drawn.add(impressionId);
  }
  const { recommendationImpressions: shown } = schema;
  const stored = await app.database.db.select().from(shown).where(eq(shown.learnerId, userId));
  expect(new Set(stored.map(({ id }) => id))).toEqual(drawn);
  expect(drawn.size).toBe(4);
  for (const { candidates, shown: list } of stored)
    for (const { lessonId } of list as { lessonId: string }[]) expect(candidates).toContain(lessonId);
});

test("the report sees that lessons which one policy puts first are passed more often, and not from few learners", async () => {
  const { db } = app.database;
  const { items } = await admin.lessons.list.query({});
  const [easy, hard] = items.map(({ id }) => id);
  const report = () => admin.admin.experimentReport.query({ name: "rules or model" });
  // Ten days ago, for people who have left since: 120 learners, half by each policy, who pass 8 in 10 and 2 in 10.
  const shownAt = new Date(Date.now() - 10 * 86_400_000);
  const addLearners = async (count: number) => {
    for (let index = 0; index < count; index += 1) {
      // Guests: nobody looks at a password of theirs, which would take longer than all the rest.
      const { user } = await app.anonymous.auth.guest.mutate({
        userType: "tourist",
        targetLanguage: "kinyarwanda",
      });
      const isModel = index % 2 === 0;
      const lesson = (isModel ? easy : hard) ?? "";
      await db.insert(schema.recommendationImpressions).values({
        learnerId: user.id,
        id: uuidV7(),
        shownAt,
        policy: ARMS[isModel ? 0 : 1]?.policy ?? "",
        modelVersion: 1,
        shown: [{ lessonId: lesson, propensity: 1 }],
        candidates: [easy, hard],
        choices: { [LEARNER_MODEL_POLICY]: [[easy, 1]], [seedRules.name]: [[hard, 1]] },
        shares: Object.fromEntries(ARMS.map((arm) => [arm.policy, arm.share])),
        experiment: "rules or model",
      });
      const passes = index % 10 < 2 ? !isModel : isModel;
      if (!passes) continue;
      await db.execute(sql`insert into lesson_progress (learner_id, lesson_id, seen_bits, first_right_bits, solved_bits,
        total, answers, elapsed_ms, started_at, last_at, completed_at)
        values (${user.id}, ${lesson}, 1, 1, 1, 1, 1, 1, ${shownAt.toISOString()}, ${shownAt.toISOString()},
          ${new Date(shownAt.getTime() + 3_600_000).toISOString()})`);
    }
  };
  await addLearners(20);
  expect((await report()).verdict).toBe("too_little_evidence");
  await addLearners(100);
  const judged = await report();
  expect(judged).toMatchObject({ choices: 120, learners: 120, verdict: "better" });
  expect(judged.candidate.snips).toBeGreaterThan(0.7);
  expect(judged.baseline.snips).toBeLessThan(0.3);
  expect(judged.candidate.effectiveLearners).toBe(60);
}, 60_000);

test("a report covers all of an experiment, however many impressions it has", async () => {
  const { db } = app.database;
  const lesson = (await admin.lessons.list.query({})).items[0]?.id ?? "";
  const [startedAt, endedAt] = [new Date("2026-01-01T00:00:00Z"), new Date("2026-02-01T00:00:00Z")];
  await db.insert(schema.experiments).values({ name: "long", arms: ARMS, startedAt, endedAt });
  const chosen = Object.fromEntries(ARMS.map(({ policy }) => [policy, [[lesson, 1]]]));
  const shares = Object.fromEntries(ARMS.map(({ policy, share }) => [policy, share]));
  const { userId } = await app.register();
  for (let part = 0; part < 7; part += 1) {
    await db.execute(sql`insert into recommendation_impressions
      (learner_id, id, shown_at, policy, model_version, shown, candidates, choices, shares, experiment)
      select ${userId}, gen_random_uuid(), now() - interval '10 days', ${seedRules.name}, 1,
        ${JSON.stringify([{ lessonId: lesson }])}, '[]', ${JSON.stringify(chosen)}, ${JSON.stringify(shares)}, 'long'
      from generate_series(1, 3000)`);
  }
  const report = await admin.admin.experimentReport.query({ name: "long" });
  expect(report).toMatchObject({
    choices: 21_000,
    learners: 1,
    difference: 0,
    verdict: "too_little_evidence",
  });
}, 60_000);
