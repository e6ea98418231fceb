import { setTimeout as sleep } from "node:timers/promises";
import type { StarterCourse } from "@fluentfusion/api";
import {
  buildItems,
  buildLessons,
  type Course,
  COURSE_FOLDER,
  courseHash,
  readCourse,
} from "@fluentfusion/curriculum";
import { schema } from "@fluentfusion/db";
import { and, eq, sql } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishStarter } from "../src/features/authoring/publish-starter.ts";
import { type Client, codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

const HELLO = "greetings-beginner-1";
const PAIR = { targetLanguage: "kinyarwanda", nativeLanguage: "english" } as const;

let app: TestApp;
let files: Course;
let author: Client;
let other: Client;

const starterOf = (course: Course): StarterCourse => ({
  hash: courseHash(course),
  source: () => Promise.resolve(course),
  load: () =>
    Promise.resolve({ hash: courseHash(course), items: buildItems(course), lessons: buildLessons(course) }),
});

async function staff(role: "author" | "admin"): Promise<Client> {
  const person = await app.register();
  await app.database.db.update(schema.users).set({ role }).where(eq(schema.users.id, person.userId));
  return person.client;
}

beforeAll(async () => {
  const read = await readCourse(COURSE_FOLDER);
  if (!read.ok) throw new Error(read.problems.join("\n"));
  // The greetings alone: enough for lessons, and soon published.
  const lessons = read.course.lessons
    .filter(({ category }) => category === "greetings")
    .slice(0, 2)
    .map((lesson) => ({ ...lesson, prerequisites: lesson.prerequisites.filter((id) => id === HELLO) }));
  files = {
    ...read.course,
    lessons,
    overlaps: [],
    items: read.course.items.filter(({ category }) => category === "greetings"),
  };
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" }, { starter: starterOf(files) });
  [author, other] = await Promise.all([staff("author"), staff("author")]);
});

afterAll(() => app.close());

const exported = async () => (await author.author.export.query({ name: HELLO })).text;

/** Saves a text as a new draft and publishes it. */
async function publish(text: string, name = HELLO) {
  const draft = await author.author.import.mutate({ id: uuidV7(), name, text });
  return author.author.publish.mutate({ draftId: draft.id, version: draft.version });
}

const lessonOf = async (client: Client, name = HELLO) =>
  (await client.lessons.list.query({ ...PAIR, limit: 100 })).items.find(({ slug }) =>
    slug.endsWith(`/${name}`),
  );

test("a draft is its author's alone, and a change of an older version is refused", async () => {
  const id = uuidV7();
  const draft = await author.author.saveDraft.mutate({
    id,
    name: HELLO,
    text: "title: unfinished",
    version: 0,
  });
  expect(draft.version).toBe(1);
  // Sent again after a lost answer.
  await author.author.saveDraft.mutate({ id, name: HELLO, text: "title: unfinished", version: 0 });
  const change = (version: number, text: string) =>
    author.author.saveDraft.mutate({ id, name: HELLO, text, version });
  const codes = await Promise.all([codeOf(change(1, "title: one")), codeOf(change(1, "title: two"))]);
  expect(codes).toContain("DRAFT_CONFLICT");
  expect(codes).toContain(null);
  const calls = [
    other.author.draft.query({ draftId: id }),
    other.author.saveDraft.mutate({ id, name: HELLO, text: "title: mine", version: 2 }),
    other.author.deleteDraft.mutate({ draftId: id }),
    other.author.publish.mutate({ draftId: id, version: 2 }),
  ];
  expect(await Promise.all(calls.map(codeOf))).toEqual(calls.map(() => "NOT_FOUND"));
  expect(await other.author.drafts.query()).toEqual([]);
  expect(await codeOf(other.author.saveDraft.mutate({ id, name: HELLO, text: "x", version: 0 }))).toBe(
    "ATTEMPT_CONFLICT",
  );
  expect(await codeOf(author.author.publish.mutate({ draftId: id, version: 2 }))).toBe("INPUT_INVALID");
  await author.author.deleteDraft.mutate({ draftId: id });
  expect(await codeOf(author.author.draft.query({ draftId: id }))).toBe("NOT_FOUND");
});

test("what is wrong with a text is told while it is written, with the grader's own check of collisions", async () => {
  const text = await exported();
  expect((await author.author.validate.mutate({ name: HELLO, text })).problems).toEqual([]);
  const collides = text.replace("- Hi\n", "- Thank you\n");
  expect((await author.author.validate.mutate({ name: HELLO, text: collides })).problems).toMatchObject([
    { message: expect.stringMatching(/gre-001\.english\.accepted: "Thank you" is the answer to/) },
  ]);
  const broken = await author.author.validate.mutate({ name: HELLO, text: `${text}\nminutes: 3` });
  expect(broken.problems[0]?.line).toBeGreaterThan(5);
  expect(await codeOf(author.author.validate.mutate({ name: "../x-y-1", text }))).toBe("INPUT_INVALID");
  const bomb = `a: &a [${"x,".repeat(50)}]\nb: [${"*a,".repeat(1_000)}]`;
  expect((await author.author.validate.mutate({ name: HELLO, text: bomb })).problems).toHaveLength(1);
});

test("a preview is what learners see, without the answers", async () => {
  const text = await exported();
  const seen = await author.author.preview.mutate({ name: HELLO, text, ...PAIR });
  const lesson = await lessonOf(author);
  const published = await author.lessons.get.query({ lessonId: lesson?.id ?? "" });
  expect(seen.content).toEqual(published.content);
  expect(seen.exercises.map(({ prompt }) => prompt)).toEqual(published.exercises.map(({ prompt }) => prompt));
  expect(JSON.stringify(seen)).not.toMatch(/"key"|"accepted"/);
});

/** Each item with the transaction that wrote it. */
const written = () =>
  app.database.db.select({ slug: schema.items.slug, by: sql<string>`xmin::text` }).from(schema.items);

test("an edit says what it does to those who answered, is published as a revision, and is rolled back", async () => {
  const text = await exported();
  expect(await author.author.diff.mutate({ name: HELLO, text })).toMatchObject({ lessons: [] });
  const wider = text.replace(/- Hi\n/, "- Hi\n        - Hello there\n");
  const diff = await author.author.diff.mutate({ name: HELLO, text: wider });
  const kinds = diff.lessons.flatMap(({ exercises }) => exercises.map(({ kind }) => kind));
  expect(new Set(kinds)).toEqual(new Set(["accept_set"]));
  expect(diff.lessons[0]?.exercises[0]?.added).toEqual(["Hello there"]);
  const before = await lessonOf(author);
  const writtenBy = new Map((await written()).map(({ slug, by }) => [slug, by]));
  const published = await publish(wider);
  const rewritten = (await written()).filter(({ slug, by }) => writtenBy.get(slug) !== by);
  expect(rewritten.map(({ slug }) => slug.split(":")[1])).toEqual(["gre-001", "gre-001", "gre-001"]);
  expect(published).toMatchObject({ name: HELLO, revision: 1, isFile: false });
  expect(published.lessonsChanged).toBeGreaterThan(0);
  expect(await exported()).toContain("Hello there");
  const titled = wider.replace(/english: .*/, 'english: "Hello, Rwanda"');
  const { lessons } = await author.author.diff.mutate({ name: HELLO, text: titled });
  expect(lessons.find(({ slug }) => slug.startsWith("kinyarwanda-from-english"))).toMatchObject({
    fields: ["title"],
    before: { title: before?.title },
    after: { title: "Hello, Rwanda" },
  });
  await publish(titled);
  expect((await lessonOf(author))?.title).toBe("Hello, Rwanda");
  expect(await author.author.rollback.mutate({ name: HELLO, revision: 1 })).toMatchObject({ revision: 3 });
  expect((await lessonOf(author))?.title).toBe(before?.title);
  expect((await author.author.export.query({ name: HELLO, revision: 2 })).text).toBe(titled);
  const admin = await staff("admin");
  const { entries } = await admin.admin.audit.query({ subjectId: HELLO });
  expect(entries.map(({ action }) => action)).toEqual([
    "lesson.rollback",
    "lesson.publish",
    "lesson.publish",
  ]);
  await author.author.rollback.mutate({ name: HELLO, revision: 0 });
  expect(await exported()).toBe(text);
  expect(await codeOf(author.author.rollback.mutate({ name: HELLO, revision: 99 }))).toBe("NOT_FOUND");
});

test("a lesson from the app holds over starts until its own file changes; a lesson of no file can be taken back", async () => {
  const { db } = app.database;
  const text = await exported();
  await publish(text.replace(/english: .*/, 'english: "From the app"'));
  expect(await publishStarter(db, starterOf(files), new Date())).toBe(false);
  const withMinutes = (name: string, minutes: number): Course => ({
    ...files,
    lessons: files.lessons.map((lesson) => (lesson.id === name ? { ...lesson, minutes } : lesson)),
  });
  const second = files.lessons[1]?.id ?? "";
  expect(await publishStarter(db, starterOf(withMinutes(second, 21)), new Date())).toBe(true);
  const titleOf = async () => {
    const [row] = await db
      .select({ title: schema.lessonRevisions.title, minutes: schema.lessonRevisions.durationMinutes })
      .from(schema.lessons)
      .innerJoin(
        schema.lessonRevisions,
        and(
          eq(schema.lessonRevisions.lessonId, schema.lessons.id),
          eq(schema.lessonRevisions.revision, schema.lessons.revision),
        ),
      )
      .where(eq(schema.lessons.slug, `kinyarwanda-from-english/${HELLO}`));
    return row;
  };
  expect(await titleOf()).toMatchObject({ title: "From the app" });
  expect(await publishStarter(db, starterOf(withMinutes(HELLO, 23)), new Date())).toBe(true);
  expect(await titleOf()).toMatchObject({ minutes: 23, title: expect.not.stringMatching("From the app") });
  await publishStarter(db, starterOf(files), new Date());
  expect(await titleOf()).toMatchObject({ title: "From the app" });
  const name = "greetings-advanced-1";
  await publish(text.replace(/english: .*/, 'english: "Brand new"'), name);
  expect((await lessonOf(author, name))?.title).toBe("Brand new");
  expect((await author.author.lessons.query()).map((lesson) => [lesson.name, lesson.origin])).toContainEqual([
    name,
    "app",
  ]);
  const { titles } = (await author.author.lessons.query()).find((lesson) => lesson.name === HELLO) ?? {};
  expect(titles?.french).toBe("Bonjour et au revoir");
  await author.author.rollback.mutate({ name, revision: 0 });
  expect(await lessonOf(author, name)).toBeUndefined();
});

test("how exercises go is told over five learners at least", async () => {
  const lesson = await lessonOf(author);
  const { exercises } = await author.lessons.get.query({ lessonId: lesson?.id ?? "" });
  const [first] = exercises;
  const stats = async () => {
    const told = await author.author.itemStats.query({ lessonId: lesson?.id ?? "" });
    return told.exercises.find(({ exerciseId }) => exerciseId === first?.id);
  };
  for (let index = 0; index < 5; index += 1) {
    expect(await stats()).toMatchObject({ learners: index, firstTryRight: null });
    const { client } = await app.register();
    await client.attempts.submit.mutate({
      id: uuidV7(),
      exerciseId: first?.id ?? "",
      revision: first?.revision ?? 1,
      sittingId: null,
      response: { kind: "skip" },
      answeredAt: new Date().toISOString(),
      timeZone: "Africa/Kigali",
      elapsedMs: 900,
    });
  }
  expect(await stats()).toMatchObject({ learners: 5, firstTryRight: 0, disputes: 0 });
});

test("authors who publish at once take turns, also behind one who takes long", async () => {
  const text = await exported();
  const draftOf = async (client: Client, title: string) => {
    const renamed = text.replace(/english: .*/, `english: "${title}"`);
    const input = { id: uuidV7(), version: 0, name: HELLO, text: renamed };
    const { id: draftId, version } = await client.author.saveDraft.mutate(input);
    return { draftId, version };
  };
  const drafts = await Promise.all([draftOf(author, "Hello, you"), draftOf(other, "Hello, all")]);
  let slow: Promise<unknown> = Promise.resolve();
  await new Promise<void>((isHeld) => {
    slow = app.database.db.transaction(async (tx) => {
      await tx.select().from(schema.catalogueState).for("update");
      isHeld();
      // Longer than any other statement may wait for a lock.
      await sleep(2_500);
    });
  });
  const [mine, theirs] = await Promise.all([
    author.author.publish.mutate(drafts[0]),
    other.author.publish.mutate(drafts[1]),
    slow,
  ]);
  expect(Math.abs(mine.revision - theirs.revision)).toBe(1);
});

test("where a server has no course files, an author is told that it cannot be done now", async () => {
  const bare = await startTestApp();
  const { client, userId } = await bare.register();
  await bare.database.db.update(schema.users).set({ role: "author" }).where(eq(schema.users.id, userId));
  expect(await codeOf(client.author.lessons.query())).toBe("UNAVAILABLE");
  expect(await codeOf(client.author.validate.mutate({ name: HELLO, text: "title: 1" }))).toBe("UNAVAILABLE");
  await bare.close();
});
