import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPrior } from "../src/features/models/publish-prior.ts";
import { type Client, startTestApp, type TestApp } from "./support/test-app.ts";

/** What a learner chose about reviews holds for the whole day, and for all that asks or invites. */

let app: TestApp;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Noon in Kigali. */
const NOON = Date.parse("2026-11-25T10:00:00Z");

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
  await publishPrior(app.database.db, new Date(NOON));
  app.setClock(new Date(NOON));
});

afterAll(() => app.close());

const PHRASES = ["Muraho", "Mwaramutse", "Mwiriwe"];

/** Somebody who learned the three words of the course nine days ago, so that all are due. */
async function learnerWithThreeDue(
  on = app,
): Promise<{ client: Client; signInAgain: () => Promise<Client> }> {
  const account = { email: `${uuidV7()}@example.org`, password: "imigongo and hills" };
  const { client } = await on.register(account);
  const [first] = (await client.lessons.list.query({})).items;
  const lesson = await client.lessons.get.query({ lessonId: first?.id ?? "" });
  const events = lesson.exercises.slice(0, 3).map((exercise, index) => ({
    type: "attempt" as const,
    id: uuidV7(),
    exerciseId: exercise.id,
    revision: exercise.revision,
    sittingId: null,
    response: { kind: "type" as const, text: PHRASES[index] ?? "" },
    answeredAt: new Date(NOON - 9 * DAY).toISOString(),
    timeZone: "Africa/Kigali",
    elapsedMs: 3_000,
  }));
  await client.sync.push.mutate({ events });
  expect(await client.reviews.due.query()).toMatchObject({ overdue: 3, itemIds: { length: 3 } });
  return {
    client,
    signInAgain: async () => on.as((await on.anonymous.auth.login.mutate(account)).accessToken),
  };
}

const sit = (client: Client, minutes?: number) =>
  client.session.start.mutate({
    id: uuidV7(),
    mode: "review",
    ...(minutes === undefined ? {} : { minutes }),
  });

interface Given {
  readonly right?: boolean;
  readonly at?: number;
  readonly timeZone?: string;
}

/** Answers the first exercise of a new sitting. */
async function reviewOne(
  client: Client,
  { right = true, at = NOON, timeZone = "Africa/Kigali" }: Given = {},
): Promise<void> {
  const { next, id: sittingId } = await sit(client);
  if (next === null) throw new Error("nothing is asked");
  const solution =
    next.prompt.kind === "choice"
      ? { kind: "choice" as const, optionId: "b" }
      : { kind: "type" as const, text: PHRASES[next.number] ?? "" };
  const { verdict } = await client.attempts.submit.mutate({
    id: uuidV7(),
    exerciseId: next.id,
    revision: next.revision,
    sittingId,
    response: right ? solution : { kind: "skip" },
    answeredAt: new Date(at).toISOString(),
    timeZone,
    elapsedMs: 3_000,
  });
  expect(verdict.outcome).toBe(right ? "correct" : "skipped");
}

/** How many items everything that speaks of reviews names for now. */
async function asked(client: Client) {
  const [due, forecast, list, sitting] = [
    await client.reviews.due.query(),
    await client.reviews.forecast.query({ days: 2 }),
    await client.recommendations.list.query({}),
    await sit(client),
  ];
  return {
    due: due.itemIds.length,
    today: forecast.days[0]?.planned,
    card: list.review?.items ?? 0,
    sitting: sitting.total,
  };
}

const all = (count: number) => ({ due: count, today: count, card: count, sitting: count });

test("the cap is one of the day: what was reviewed counts, right or wrong, and the next day begins anew", async () => {
  const { client, signInAgain } = await learnerWithThreeDue();
  await client.reviews.settings.mutate({ dailyCap: 2 });
  expect(await asked(client)).toEqual(all(2));
  await reviewOne(client, { right: false });
  expect(await asked(client)).toEqual(all(1));
  await reviewOne(client);
  expect(await asked(client)).toEqual(all(0));
  // One was not asked, and one went wrong and is due again.
  expect(await client.reviews.due.query()).toEqual({ overdue: 2, itemIds: [] });
  expect((await client.reviews.forecast.query({ days: 2 })).days.map(({ planned }) => planned)).toEqual([
    0, 2,
  ]);
  app.setClock(new Date(NOON + DAY));
  try {
    const tomorrow = await signInAgain();
    // What was kept a moment ago is kept for a minute, which this clock has leapt over.
    await tomorrow.reviews.settings.mutate({ dailyCap: 2 });
    expect(await asked(tomorrow)).toEqual(all(2));
  } finally {
    app.setClock(new Date(NOON));
  }
});

test("what is spread over days is a share of what the day began with", async () => {
  const { client } = await learnerWithThreeDue();
  await client.reviews.settings.mutate({ catchUpDays: 3 });
  expect(await asked(client)).toEqual(all(1));
  await reviewOne(client);
  expect(await asked(client)).toEqual(all(0));
  expect((await client.reviews.forecast.query({ days: 2 })).days[1]).toMatchObject({ planned: 1 });
});

test("in a pause nothing asks for reviews and nothing invites to them, but who has minutes is given them", async () => {
  const { client } = await learnerWithThreeDue();
  await client.me.pause.mutate({ until: "2026-11-25" });
  expect(await asked(client)).toEqual(all(0));
  expect((await client.reviews.due.query()).overdue).toBe(3);
  expect((await client.reviews.forecast.query({ days: 2 })).days.map(({ planned }) => planned)).toEqual([
    0, 3,
  ]);
  expect((await sit(client, 10)).total).toBe(3);
  await client.me.pause.mutate({ until: "2026-11-24" });
  expect(await asked(client)).toEqual(all(3));
});

test("the rules invite to no more reviews than the settings leave, as the engine does", async () => {
  const bare = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
  try {
    bare.setClock(new Date(NOON));
    const { client } = await learnerWithThreeDue(bare);
    await client.reviews.settings.mutate({ dailyCap: 1 });
    expect(await client.recommendations.list.query({})).toMatchObject({
      policy: "seed-rules@1",
      review: { items: 1, reason: { code: "DUE_REVIEW", params: { items: 1 } } },
    });
    await client.me.pause.mutate({ until: "2099-01-01" });
    expect((await client.recommendations.list.query({})).review).toBeNull();
    // Without an engine, minutes are given to what is due.
    expect((await sit(client, 10)).total).toBe(3);
  } finally {
    await bare.close();
  }
});

test("what was met for the first time today takes nothing from the day's reviews, and is none of them", async () => {
  const { client } = await app.register();
  await client.reviews.settings.mutate({ dailyCap: 1 });
  const [first] = (await client.lessons.list.query({})).items;
  const { exercises } = await client.lessons.get.query({ lessonId: first?.id ?? "" });
  const meet = (place: number, daysAgo: number) =>
    client.attempts.submit.mutate({
      id: uuidV7(),
      exerciseId: exercises[place]?.id ?? "",
      revision: exercises[place]?.revision ?? 0,
      sittingId: null,
      response: { kind: "skip" },
      answeredAt: new Date(NOON - daysAgo * DAY).toISOString(),
      timeZone: "Africa/Kigali",
      elapsedMs: 3_000,
    });
  await meet(0, 5);
  await meet(1, 0);
  expect(await client.reviews.due.query()).toMatchObject({ overdue: 2, itemIds: { length: 1 } });
  expect((await sit(client)).exercises.map(({ prompt }) => "text" in prompt && prompt.text)).toEqual([
    "Muraho",
  ]);
});

test("the day is that of the learner's calendar, whatever the zone of the device that they answer on", async () => {
  const { signInAgain } = await learnerWithThreeDue();
  // One in the morning in Kigali, the evening before in New York.
  const night = NOON + 13 * HOUR;
  app.setClock(new Date(night));
  try {
    const client = await signInAgain();
    await client.reviews.settings.mutate({ dailyCap: 1 });
    expect(await asked(client)).toEqual(all(1));
    await reviewOne(client, { at: night, timeZone: "America/New_York" });
    expect(await asked(client)).toEqual(all(0));
  } finally {
    app.setClock(new Date(NOON));
  }
});
