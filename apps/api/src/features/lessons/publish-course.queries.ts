import { createHash } from "node:crypto";
import { classifyEdit, type EditedExercise, type ExerciseSince } from "@fluentfusion/core";
import type { BuiltItem, BuiltLesson } from "@fluentfusion/curriculum";
import { type Database, schema } from "@fluentfusion/db";
import { and, desc, eq, inArray, notInArray, sql } from "drizzle-orm";
import { inSlices } from "../../shared/in-slices.ts";
import { type EditedAnswers, ruleByEdits } from "../disputes/rule-by-edits.queries.ts";
import {
  identifyItems,
  idIn,
  idOf,
  inChunks,
  type ItemIds,
  publishItems,
  type Tx,
} from "./publish-items.queries.ts";

type Db = Database["db"];

const { catalogueState, exercises, lessonRevisions, lessons } = schema;

/** A course ready to be published; `hash` tells whether it is the one that is published already. */
export interface BuiltCourse {
  readonly hash: string;
  readonly items: readonly BuiltItem[];
  readonly lessons: readonly BuiltLesson[];
}

/** A lesson as it is stored, with every reference as an id. */
function toRevision(lesson: BuiltLesson, itemIds: ItemIds) {
  const content = {
    vocabulary: lesson.content.vocabulary.map(({ itemSlug, ...entry }) => ({
      itemId: idIn(itemIds, itemSlug),
      ...entry,
    })),
    phrases: lesson.content.phrases.map(({ itemSlug, ...entry }) => ({
      itemId: idIn(itemIds, itemSlug),
      ...entry,
    })),
    culturalNotes: lesson.content.culturalNotes,
  };
  return {
    title: lesson.title,
    description: lesson.description,
    titleLanguage: lesson.titleLanguage,
    durationMinutes: lesson.durationMinutes,
    prerequisites: lesson.prerequisites.map((slug) => idOf("lesson", slug)),
    content,
    itemIds: [...content.vocabulary, ...content.phrases].map((entry) => entry.itemId),
    exerciseBits: lesson.exercises.reduce((bits, exercise) => bits | (1 << exercise.number), 0),
  };
}

/** What stood last under each number of a lesson, and since which revision it has meant the same. */
interface PublishedLesson {
  readonly exercises: ReadonlyMap<number, EditedExercise & { readonly id: string }>;
  readonly since: ExerciseSince;
}

/**
 * The exercises of a new revision. One that asks something else than what stood last under its number begins anew, with
 * an id of its own: nothing that was answered before counts for it.
 */
function toExerciseRows(
  lesson: BuiltLesson,
  revision: number,
  itemIds: ItemIds,
  before: PublishedLesson | undefined,
) {
  const exerciseSince = [...(before?.since ?? [])];
  const edits: EditedAnswers[] = [];
  const rows = lesson.exercises.map(({ number, itemSlug, prompt, key, strict }) => {
    const itemId = itemSlug === null ? null : idIn(itemIds, itemSlug);
    const was = before?.exercises.get(number);
    const edit = was === undefined ? null : classifyEdit(was, { itemId, prompt, key });
    if (edit?.kind === "semantic") {
      while (exerciseSince.length < number) exerciseSince.push(1);
      exerciseSince[number] = revision;
    }
    const since = exerciseSince[number] ?? 1;
    const name = `${lesson.slug}#${number}`;
    const id = idOf("exercise", since === 1 ? name : `${name}@${since}`);
    if (edit !== null) edits.push({ exerciseId: id, edit });
    return {
      lessonId: idOf("lesson", lesson.slug),
      revision,
      number,
      id,
      kind: prompt.kind,
      itemId,
      prompt,
      key,
      strict,
    };
  });
  return { rows, edits, exerciseSince };
}

/** What some lessons ask and accept as they were last published. */
async function readPublished(tx: Tx, lessonIds: readonly string[]): Promise<Map<string, PublishedLesson>> {
  const published = new Map<string, PublishedLesson>();
  await inChunks(lessonIds, async (ids) => {
    const heads = await tx
      .select({ id: lessons.id, since: lessonRevisions.exerciseSince })
      .from(lessons)
      .innerJoin(
        lessonRevisions,
        and(eq(lessonRevisions.lessonId, lessons.id), eq(lessonRevisions.revision, lessons.revision)),
      )
      .where(inArray(lessons.id, ids));
    // A number that was free for a while still belongs to what stood there.
    const rows = await tx
      .selectDistinctOn([exercises.lessonId, exercises.number])
      .from(exercises)
      .where(inArray(exercises.lessonId, ids))
      .orderBy(exercises.lessonId, exercises.number, desc(exercises.revision));
    const asked = new Map<string, Map<number, EditedExercise & { readonly id: string }>>(
      heads.map(({ id }) => [id, new Map()]),
    );
    for (const { lessonId, number, id, itemId, prompt, key } of rows) {
      asked.get(lessonId)?.set(number, { id, itemId, prompt, key } as EditedExercise & { id: string });
    }
    for (const { id, since } of heads) published.set(id, { exercises: asked.get(id) ?? new Map(), since });
  });
  return published;
}

/** When, and who where it was an author. */
interface Publishing {
  readonly now: Date;
  readonly publishedBy: string | null;
}

/** Publishes a revision of each lesson that is new or differs from its published one, and retires what is gone. */
async function publishLessons(
  tx: Tx,
  built: readonly BuiltLesson[],
  itemIds: ItemIds,
  { now, publishedBy }: Publishing,
): Promise<number> {
  const stored = await tx
    .select({ id: lessons.id, revision: lessons.revision, hash: lessonRevisions.contentHash })
    .from(lessons)
    .innerJoin(
      lessonRevisions,
      sql`${lessonRevisions.lessonId} = ${lessons.id} and ${lessonRevisions.revision} = ${lessons.revision}`,
    );
  const current = new Map(stored.map((row) => [row.id, row]));
  const changed: { lesson: BuiltLesson; id: string; contentHash: string; revision: number }[] = [];
  for await (const lesson of inSlices(built)) {
    const id = idOf("lesson", lesson.slug);
    const taught = toRevision(lesson, itemIds).itemIds;
    const contentHash = createHash("sha256")
      .update(JSON.stringify([lesson, taught]))
      .digest("hex");
    const before = current.get(id);
    if (before?.hash === contentHash) continue;
    changed.push({ lesson, id, contentHash, revision: (before?.revision ?? 0) + 1 });
  }
  const before = await readPublished(
    tx,
    changed.flatMap(({ id, revision }) => (revision > 1 ? [id] : [])),
  );
  const heads = changed.map(({ lesson, id, revision }) => ({
    id,
    slug: lesson.slug,
    targetLanguage: lesson.targetLanguage,
    nativeLanguage: lesson.nativeLanguage,
    category: lesson.category,
    difficulty: lesson.difficulty,
    position: lesson.position,
    revision,
    retiredAt: null,
  }));
  const set = { position: sql`excluded.position`, revision: sql`excluded.revision`, retiredAt: null };
  await inChunks(heads, (chunk) =>
    tx.insert(lessons).values(chunk).onConflictDoUpdate({ target: lessons.id, set }),
  );
  const revisions = changed.map(({ lesson, id, contentHash, revision }) => ({
    head: { lessonId: id, revision, contentHash, publishedBy, ...toRevision(lesson, itemIds) },
    ...toExerciseRows(lesson, revision, itemIds, before.get(id)),
  }));
  await inChunks(revisions, (chunk) =>
    tx.insert(lessonRevisions).values(chunk.map(({ head, exerciseSince }) => ({ ...head, exerciseSince }))),
  );
  await inChunks(
    revisions.flatMap(({ rows }) => rows),
    (chunk) => tx.insert(exercises).values(chunk),
  );
  await ruleByEdits(
    tx,
    revisions.flatMap(({ edits }) => edits),
    now,
  );
  return changed.length;
}

async function retireAndRevive(tx: Tx, slugs: string[], now: Date): Promise<void> {
  await tx
    .update(lessons)
    .set({ retiredAt: now })
    .where(sql`${notInArray(lessons.slug, slugs)} and ${lessons.retiredAt} is null`);
  await tx
    .update(lessons)
    .set({ retiredAt: null })
    .where(sql`${inArray(lessons.slug, slugs)} and ${lessons.retiredAt} is not null`);
}

/** Whether this course is the published one. */
export async function isCoursePublished(db: Db, hash: string): Promise<boolean> {
  const [state] = await db.select({ hash: catalogueState.courseHash }).from(catalogueState);
  return state?.hash === hash;
}

/**
 * Publishes a course: each lesson whose content differs from its published revision gets a new one. All or nothing;
 * loading the same course again changes nothing, and of several instances that start at once one does the work.
 *
 * @returns how many lessons got a new revision
 */
export async function publishCourse(db: Db, course: BuiltCourse, now: Date): Promise<number> {
  return db.transaction((tx) => publishCourseIn(tx, course, { now, publishedBy: null }));
}

/** The same as a part of a transaction. */
export async function publishCourseIn(tx: Tx, course: BuiltCourse, publishing: Publishing): Promise<number> {
  const { now } = publishing;
  await tx.insert(catalogueState).values({ version: 0, courseHash: "" }).onConflictDoNothing();
  const [state] = await tx.select().from(catalogueState).for("update");
  if (state?.courseHash === course.hash) return 0;
  const identified = await identifyItems(tx, course.items);
  await publishItems(tx, course.items, identified, now);
  const published = await publishLessons(tx, course.lessons, identified.itemIds, publishing);
  const slugs = course.lessons.map((lesson) => lesson.slug);
  await retireAndRevive(tx, slugs, now);
  await tx
    .update(catalogueState)
    .set({ version: sql`${catalogueState.version} + 1`, courseHash: course.hash })
    .where(eq(catalogueState.only, true));
  return published;
}
