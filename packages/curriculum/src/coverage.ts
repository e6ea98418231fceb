import { CATEGORIES, DIFFICULTIES, EXERCISE_KINDS, type Category, type Difficulty } from "@fluentfusion/core";
import { buildLessons, LANGUAGE_PAIRS } from "./build/build-lessons.ts";
import type { BuiltLesson } from "./build/built-lesson.ts";
import { courseCollisions } from "./check/course-collisions.ts";
import type { Course, Item } from "./course.ts";

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
const row = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
  [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");

/** The cells of situation × difficulty, in the order of the course. */
const CELLS = DIFFICULTIES.flatMap((difficulty) => CATEGORIES.map((category) => ({ category, difficulty })));

function lessonsOf(
  lessons: readonly BuiltLesson[],
  category: Category,
  difficulty: Difficulty,
): BuiltLesson[] {
  return lessons.filter((lesson) => lesson.category === category && lesson.difficulty === difficulty);
}

/** "12 / 69 / 140 (21)": lessons, items, exercises, and how many of the items are only recognised. */
function cellText(lessons: readonly BuiltLesson[]): string {
  if (lessons.length === 0) return "**none**";
  const entries = lessons.flatMap(({ content }) => [...content.vocabulary, ...content.phrases]);
  const items = new Map(entries.map(({ itemSlug, review }) => [itemSlug, review]));
  const exercises = lessons.reduce((sum, lesson) => sum + lesson.exercises.length, 0);
  const recognised = [...items.values()].filter(Boolean).length;
  return `${lessons.length} / ${items.size} / ${exercises} (${recognised})`;
}

function coverageTable(lessons: readonly BuiltLesson[]): string {
  const head = LANGUAGE_PAIRS.map(({ target, native }) => `${capital(target)} from ${capital(native)}`);
  const rows = CELLS.map(({ category, difficulty }) => {
    const cell = lessonsOf(lessons, category, difficulty);
    const pairs = LANGUAGE_PAIRS.map(({ target, native }) =>
      cellText(cell.filter((lesson) => lesson.targetLanguage === target && lesson.nativeLanguage === native)),
    );
    return [`${capital(category)}, ${difficulty}`, ...pairs];
  });
  return table(["Situation", ...head], rows);
}

function kindTable(lessons: readonly BuiltLesson[]): string {
  const exercises = lessons.flatMap((lesson) => lesson.exercises);
  const rows = EXERCISE_KINDS.map((kind) => [
    kind,
    exercises.filter((exercise) => exercise.kind === kind).length,
  ]);
  return table(["Exercise", "Count"], [...rows, ["all", exercises.length]]);
}

function gaps(course: Course): string[] {
  return CELLS.flatMap(({ category, difficulty }) => {
    const name = `${capital(category)}, ${difficulty}`;
    const inCell = course.items.filter(
      (item) => item.category === category && item.difficulty === difficulty,
    );
    const sure = inCell.filter((item) => !item.review).length;
    if (!course.lessons.some((lesson) => lesson.category === category && lesson.difficulty === difficulty)) {
      return [`- ${name}: no lesson. Words and phrases are needed.`];
    }
    if (sure * 2 >= inCell.length) return [];
    return [
      `- ${name}: only ${sure} of ${inCell.length} items may be produced; the others wait for a check.`,
    ];
  });
}

function reviewList(items: readonly Item[]): string {
  const waiting = items.filter((item) => item.review);
  return CATEGORIES.map((category) => {
    const own = waiting.filter((item) => item.category === category);
    const rows = own.map(({ id, wording, note }) => [
      id,
      wording.kinyarwanda.text,
      wording.english.text,
      wording.french.text,
      note?.replaceAll("|", "/") ?? "",
    ]);
    return [
      `### ${capital(category)} (${own.length})`,
      "",
      table(["Item", "Kinyarwanda", "English", "French", "Note"], rows),
    ].join("\n");
  }).join("\n\n");
}

/** Accepted forms that are also the answer to another item and that nobody has judged. */
function questions(course: Course): string {
  const byId = new Map(course.items.map((item) => [item.id, item]));
  const meant = (id: string) => {
    const wording = byId.get(id)?.wording;
    return wording === undefined ? id : `${id}: ${wording.kinyarwanda.text} / ${wording.english.text}`;
  };
  const rows = courseCollisions(course).open.map(({ item, language, form, others }) => [
    form,
    capital(language),
    meant(item.id),
    others.map(meant).join("; "),
  ]);
  return rows.length === 0
    ? "None is open."
    : table(["Form", "In", "Is accepted for", "And is the answer to"], rows);
}

/** The text of docs/coverage.md: what the course covers, and what it leaves to a native speaker. */
export function coverageDocument(course: Course): string {
  const lessons = buildLessons(course);
  const titled = course.lessons.filter((lesson) => lesson.title.kinyarwanda !== undefined).length;
  return `# What the starter course covers

Made from the course files by \`pnpm --filter @fluentfusion/curriculum coverage\`; a test fails when it is stale.

Each cell: lessons / items / exercises, and in brackets the items that are only recognised because their
Kinyarwanda has fewer than two independent strong sources. Where Kinyarwanda tells apart what English and French
do not, speakers of those languages learn fewer items.

${coverageTable(lessons)}

${kindTable(lessons)}

${course.lessons.length} lesson files, ${course.items.length} items, ${lessons.length} lessons in ${LANGUAGE_PAIRS.length} pairs of languages.

## Gaps for a native speaker

An empty cell is honest: no Kinyarwanda is put together from parts.

${gaps(course).join("\n")}
- Titles and descriptions in Kinyarwanda: ${titled} of ${course.lessons.length}; the others are shown in English.
- Replies: a dialogue is authored only where two verified phrases are known to answer each other.

## Forms that answer two items

Right where both mean the same, which only somebody who speaks the language can say. Say it in
\`packages/curriculum/course/judged.yaml\`, or take the form out; the lint asks until then.

${questions(course)}

## Items that wait for a check

Confirmed by a native speaker or a second independent strong source, an item becomes \`confidence: high\` and is
then also typed, heard and put in order.

${reviewList(course.items)}
`;
}
