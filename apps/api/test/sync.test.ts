import { createHash, createPublicKey, verify } from "node:crypto";
import type {
  LessonPack,
  LexiconPack,
  LogEntry,
  PushInput,
  SubmitAttemptInput,
} from "@fluentfusion/contract";
import { buildLexicon, gradeAnswer, type LexiconForm } from "@fluentfusion/core";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
});

afterAll(async () => {
  await app.close();
});

type Exercise = LessonPack["exercises"][number];
type PushedEvent = PushInput["events"][number];

async function packsOf(client: Client) {
  const { key, manifest } = await client.sync.pack.query({});
  const ids = manifest?.map(({ id }) => id) ?? [];
  const { packs } = await client.sync.pack.query({ ids });
  const lessons = packs
    .filter(({ id }) => id !== "lexicon")
    .map(({ text }) => JSON.parse(text) as LessonPack);
  return { key, packs, lessons };
}

const answer = (exercise: Exercise, text: string): SubmitAttemptInput & { type: "attempt" } => ({
  type: "attempt",
  id: uuidV7(),
  exerciseId: exercise.id,
  revision: exercise.revision,
  sittingId: null,
  response: { kind: "type", text },
  answeredAt: new Date().toISOString(),
  timeZone: "Africa/Kigali",
  elapsedMs: 1200,
});

async function typedExercise(client: Client): Promise<Exercise> {
  const { lessons } = await packsOf(client);
  const exercise = lessons[0]?.exercises.find(({ prompt }) => prompt.kind === "type");
  if (exercise === undefined) throw new Error("no lesson to type in");
  return exercise;
}

async function pullAll(client: Client, limit = 100): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for (let after = 0; ;) {
    const page = await client.sync.pull.query({ after, limit });
    entries.push(...page.entries);
    if (!page.more) return entries;
    after = page.cursor;
  }
}

test("a pack is signed by the key that the server names, and is what its hash and size say", async () => {
  const { client } = await app.register();
  const { key, packs } = await packsOf(client);
  const publicKey = createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: key.publicKey },
    format: "jwk",
  });
  for (const { text, sha256, bytes, signature } of packs) {
    const body = Buffer.from(text);
    expect(body.length).toBe(bytes);
    expect(createHash("sha256").update(body).digest("hex")).toBe(sha256);
    expect(verify(null, body, publicKey, Buffer.from(signature, "base64url"))).toBe(true);
    expect(verify(null, Buffer.from(`${text} `), publicKey, Buffer.from(signature, "base64url"))).toBe(false);
  }
  expect(packs.map(({ id }) => id)).toContain("lexicon");
});

test("a device that knows the manifest is sent only what it asks for, as the manifest says it is", async () => {
  const { client } = await app.register();
  const { manifest, manifestHash } = await client.sync.pack.query({});
  const [first, second] = (manifest ?? []).map(({ id }) => id);
  const step = await client.sync.pack.query({ manifestHash, ids: [first ?? "", second ?? ""] });
  expect(step.manifest).toBeNull();
  expect(step.packs.map(({ text: _text, ...head }) => head)).toEqual(manifest?.slice(0, 2));
  const { manifest: stale } = await client.sync.pack.query({ manifestHash: "0".repeat(64) });
  expect(stale).toEqual(manifest);
});

test("a device grades with its packs as the server does", async () => {
  const { client } = await app.register();
  const { packs, lessons } = await packsOf(client);
  const { forms } = JSON.parse(packs.find(({ id }) => id === "lexicon")?.text ?? "") as LexiconPack;
  const lexicon = buildLexicon(forms as LexiconForm[]);
  const said = ["Muraho", "muraho!", "Murahoo", "Mwaramutse", "Mwiriwe", "", "Amakuru"];
  const exercises = lessons.flatMap((lesson) =>
    lesson.exercises.filter(({ prompt }) => prompt.kind === "type"),
  );
  const cases = exercises.flatMap((exercise) =>
    said.map((text) => ({ exercise, event: answer(exercise, text) })),
  );
  for (let start = 0; start < cases.length; start += 50) {
    const part = cases.slice(start, start + 50);
    const { results } = await client.sync.push.mutate({ events: part.map(({ event }) => event) });
    part.forEach(({ exercise: { key, strict, prompt }, event }, index) => {
      const answerLanguage = "answerLanguage" in prompt ? prompt.answerLanguage : null;
      const verdict = gradeAnswer({ key, response: event.response, answerLanguage, strict, lexicon });
      const result = results[index];
      if (result?.status !== "accepted" || !("verdict" in result.receipt)) {
        throw new Error(`not accepted: ${result?.status}`);
      }
      const { accepted: _, ...graded } = result.receipt.verdict;
      expect(graded).toEqual(verdict);
    });
  }
});

test("what is sent twice is a success twice; a bad event holds up no other", async () => {
  const { client } = await app.register();
  const exercise = await typedExercise(client);
  const good = answer(exercise, "Muraho");
  const other = { ...good, response: { kind: "type", text: "Mwiriwe" } } as const;
  const foreign = { ...answer(exercise, "Muraho"), exerciseId: uuidV7() };
  const kind = { ...answer(exercise, "x"), response: { kind: "self_check", knew: true } } as const;
  const late = answer(exercise, "Mwaramutse");
  const { results } = await client.sync.push.mutate({
    events: [
      good,
      good,
      other,
      { nonsense: 1 } as unknown as PushedEvent,
      null as unknown as PushedEvent,
      foreign,
      kind,
      late,
    ],
  });
  expect(results.map((result) => (result.status === "accepted" ? "accepted" : result.code))).toEqual([
    "accepted",
    "accepted",
    "ATTEMPT_CONFLICT",
    "INPUT_INVALID",
    "INPUT_INVALID",
    "EXERCISE_NOT_FOUND",
    "RESPONSE_MISMATCH",
    "accepted",
  ]);
  expect(results[1]).toEqual(results[0]);
  expect(results[2]).toMatchObject({ status: "conflict", id: good.id });
  expect((await client.sync.push.mutate({ events: [good] })).results[0]).toEqual(results[0]);
  expect((await pullAll(client)).map(({ id }) => id)).toEqual([good.id, late.id]);
});

test("an answer and its undoing come in one push, in any order, and again", async () => {
  const { client } = await app.register();
  const given = answer(await typedExercise(client), "Muraho");
  const undo = { type: "undo", id: uuidV7(), attemptId: given.id, undoneAt: given.answeredAt } as const;
  const { results } = await client.sync.push.mutate({ events: [undo, given] });
  expect(results).toMatchObject([
    { status: "accepted", type: "undo", receipt: { attemptId: given.id } },
    { status: "accepted", type: "attempt", receipt: { attemptId: given.id } },
  ]);
  expect((await client.sync.push.mutate({ events: [undo, given] })).results).toEqual(results);
  expect((await pullAll(client)).map(({ type }) => type)).toEqual(["attempt", "undo"]);
  expect(await client.xp.ledger.query()).toMatchObject({ items: [] });
});

test("an answer and the dispute over it come in one push, in any order, and again", async () => {
  const { client } = await app.register();
  const given = answer(await typedExercise(client), "not the word at all");
  const dispute = { type: "dispute", id: uuidV7(), attemptId: given.id, reason: "We say so." } as const;
  const astray = { ...dispute, id: uuidV7(), attemptId: uuidV7() };
  const { results } = await client.sync.push.mutate({ events: [astray, dispute, given] });
  expect(results).toMatchObject([
    { status: "refused", id: astray.id, code: "ATTEMPT_NOT_FOUND" },
    { status: "accepted", type: "dispute", receipt: { state: "open", answer: "not the word at all" } },
    { status: "accepted", type: "attempt", receipt: { attemptId: given.id } },
  ]);
  expect((await client.sync.push.mutate({ events: [astray, dispute, given] })).results).toEqual(results);
  expect((await client.disputes.mine.query({})).items.map(({ id }) => id)).toEqual([dispute.id]);
});

test("a push is bounded in events", async () => {
  const { client } = await app.register();
  const exercise = await typedExercise(client);
  const events = Array.from({ length: 51 }, () => answer(exercise, "Muraho"));
  expect(await codeOf(client.sync.push.mutate({ events }))).toBe("INPUT_INVALID");
  expect(await codeOf(client.sync.push.mutate({ events: [] }))).toBe("INPUT_INVALID");
});

test("a device that lost everything gets the whole log back, and another person none of it", async () => {
  const { client } = await app.register();
  const exercise = await typedExercise(client);
  const events = Array.from({ length: 23 }, () => answer(exercise, "Muraho"));
  const { results } = await client.sync.push.mutate({ events });
  const log = await pullAll(client, 5);
  expect(log.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(log.map((entry) => entry.type === "attempt" && entry.receipt)).toEqual(
    results.map((result) => result.status === "accepted" && result.receipt),
  );
  const { client: stranger } = await app.register();
  expect(await stranger.sync.pull.query({ after: 23 })).toEqual({
    entries: [],
    cursor: 0,
    more: false,
    reset: true,
  });
});

test("the emergency pack needs no sign-in and is not sent again while it is the same", async () => {
  const url = `${app.url}/trpc/sync.emergencyPack`;
  const first = await fetch(url);
  expect(first.headers.get("cache-control")).toBe("public, max-age=3600");
  const etag = first.headers.get("etag") ?? "";
  expect(await first.json()).toMatchObject({ result: { data: { format: 1 } } });
  const again = await fetch(url, { headers: { "if-none-match": etag } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  expect((await fetch(url, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
});

/** Pushers and pullers of one learner and of many, all at once. */
const CROWD = Number(process.env["SYNC_CROWD"] ?? "60");

test(`${CROWD} pushers and pullers at once: no line of the log is missed or comes twice`, async () => {
  const people = await Promise.all(Array.from({ length: Math.ceil(CROWD / 20) }, () => app.register()));
  const exercise = await typedExercise((people[0] as { client: Client }).client);
  const pushers = CROWD / 2;
  const sent = new Map(people.map(({ userId }) => [userId, new Set<string>()]));
  let isOver = false;
  const seen: { userId: string; seqs: number[]; ids: string[] }[] = [];

  const push = async (index: number) => {
    const { client, userId } = people[index % people.length] as (typeof people)[number];
    const events = Array.from({ length: 1 + (index % 5) }, () => answer(exercise, "Muraho"));
    for (const { id } of events) sent.get(userId)?.add(id);
    // A device that is not sure sends again.
    for (let left = events; left.length > 0;) {
      try {
        const { results } = await client.sync.push.mutate({ events: left });
        expect(results.every(({ status }) => status === "accepted")).toBe(true);
        left = [];
      } catch (error) {
        const code = await codeOf(Promise.reject(error));
        if (code !== "OVERLOADED" && code !== "UNAVAILABLE") throw error;
        await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 200));
      }
    }
  };
  const pull = async (index: number) => {
    const { client, userId } = people[index % people.length] as (typeof people)[number];
    const mine = { userId, seqs: [] as number[], ids: [] as string[] };
    seen.push(mine);
    for (let cursor = 0, isLast = false; ;) {
      try {
        const wasOver = isOver;
        const page = await client.sync.pull.query({ after: cursor, limit: 7 });
        mine.seqs.push(...page.entries.map(({ seq }) => seq));
        mine.ids.push(...page.entries.map(({ id }) => id));
        ({ cursor } = page);
        isLast = wasOver && !page.more;
        if (isLast) return;
        if (!page.more) await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
      } catch (error) {
        const code = await codeOf(Promise.reject(error));
        if (code !== "OVERLOADED" && code !== "UNAVAILABLE") throw error;
        await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 200));
      }
    }
  };

  const pulling = Promise.all(Array.from({ length: pushers }, (_, index) => pull(index)));
  await Promise.all(Array.from({ length: pushers }, (_, index) => push(index)));
  isOver = true;
  await pulling;
  for (const { userId, seqs, ids } of seen) {
    const all = sent.get(userId) ?? new Set();
    expect(seqs).toEqual(Array.from({ length: all.size }, (_, index) => index + 1));
    expect(new Set(ids)).toEqual(all);
  }
}, 300_000);
