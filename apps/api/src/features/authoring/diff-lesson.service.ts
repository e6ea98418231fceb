import type { LessonDiff, LessonTextInput } from "@fluentfusion/contract";
import { classifyEdit } from "@fluentfusion/core";
import {
  buildItems,
  buildLessonNamed,
  type BuiltExercise,
  type BuiltLesson,
  withAuthored,
} from "@fluentfusion/curriculum";
import type { ActorContext } from "../../trpc/context.ts";
import type { StoredExercise } from "../lessons/lessons.queries.ts";
import { identifyItems, idIn, idOf, type ItemIds } from "../lessons/publish-items.queries.ts";
import { questionLine } from "../lessons/question-parts.ts";
import { readText } from "./lesson-text.service.ts";
import { refuse } from "./publish-lesson.service.ts";

type LessonChange = LessonDiff["lessons"][number];
type ExerciseChange = LessonChange["exercises"][number];

const acceptedOf = ({ key }: Pick<BuiltExercise, "key">) => ("accepted" in key ? key.accepted : []);

/** Stored JSON has an order of keys of its own. */
function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size && left.every(([name, value]) => sameJson(value, right.get(name)));
}

function changeOf(
  was: StoredExercise | undefined,
  is: BuiltExercise | undefined,
  itemIds: ItemIds,
): ExerciseChange[] {
  const before = was === undefined ? null : questionLine(was.prompt);
  const after = is === undefined ? null : questionLine(is.prompt);
  const number = is?.number ?? was?.number ?? 0;
  const none = { number, before, after, added: [], removed: [] };
  if (was === undefined) return [{ ...none, kind: "new" }];
  if (is === undefined) return [{ ...none, kind: "removed" }];
  const itemId = is.itemSlug === null ? null : idIn(itemIds, is.itemSlug);
  const isSame = itemId === was.itemId && sameJson(was.prompt, is.prompt) && sameJson(was.key, is.key);
  if (isSame) return [];
  const edit = classifyEdit(was, { itemId, prompt: is.prompt, key: is.key });
  const [old, now] = [acceptedOf(was), acceptedOf(is)];
  const added = now.filter((form) => !old.includes(form));
  return [{ ...none, kind: edit.kind, added, removed: old.filter((form) => !now.includes(form)) }];
}

const FIELDS = ["title", "description", "durationMinutes"] as const;

const wordsOf = ({ title, description, durationMinutes }: LessonChange["after"]): LessonChange["after"] => ({
  title,
  description,
  durationMinutes,
});

async function compare(
  { deps }: ActorContext,
  built: BuiltLesson,
  itemIds: ItemIds,
): Promise<LessonChange | null> {
  const catalogue = await deps.catalogue.current();
  const lesson = catalogue.byId.get(idOf("lesson", built.slug));
  const published = lesson === undefined ? null : await deps.catalogue.revision(lesson.id, lesson.revision);
  const was = new Map(published?.exercises.map((exercise) => [exercise.number, exercise]));
  const is = new Map(built.exercises.map((exercise) => [exercise.number, exercise]));
  const numbers = [...new Set([...was.keys(), ...is.keys()])].toSorted((a, b) => a - b);
  const exercises = numbers.flatMap((number) => changeOf(was.get(number), is.get(number), itemIds));
  const fields = FIELDS.filter((field) => lesson !== undefined && lesson[field] !== built[field]);
  if (exercises.length === 0 && fields.length === 0) return null;
  return {
    slug: built.slug,
    isNew: lesson === undefined,
    fields: [...fields],
    before: lesson === undefined ? null : wordsOf(lesson),
    after: wordsOf(built),
    exercises,
  };
}

/**
 * What publishing a text would change, by language pair, against what is published: which answers come and go, and which
 * exercises begin anew. Throws INPUT_INVALID where the text cannot be read.
 */
export async function diffLesson(ctx: ActorContext, input: LessonTextInput): Promise<LessonDiff> {
  const { course, authored, problems } = await readText(ctx, input);
  if (authored === null) return refuse(problems);
  const merged = withAuthored(course, authored);
  const lessons = buildLessonNamed(merged, input.name);
  const taught = new Set(lessons.flatMap(({ exercises }) => exercises.map(({ itemSlug }) => itemSlug)));
  const items = buildItems(merged).filter(({ slug }) => taught.has(slug));
  const { itemIds } = await ctx.deps.db.transaction((tx) => identifyItems(tx, items));
  const changes = await Promise.all(lessons.map((lesson) => compare(ctx, lesson, itemIds)));
  const before = new Map(course.items.map(({ at: _at, ...item }) => [item.id, item]));
  const changed = new Set(
    authored.items.flatMap(({ at: _at, ...item }) => (sameJson(before.get(item.id), item) ? [] : [item.id])),
  );
  const alsoIn = course.lessons.filter(
    ({ id, items }) => id !== input.name && items.some(({ item }) => changed.has(item)),
  );
  return {
    lessons: changes.filter((change) => change !== null),
    alsoIn: alsoIn.map(({ id }) => id),
  };
}
