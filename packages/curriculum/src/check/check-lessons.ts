import { normaliseAnswer } from "@fluentfusion/core";
import { indexCourse, type CourseIndex } from "../build/course-index.ts";
import type { Course, Item, Lesson } from "../course.ts";
import { repeated } from "./repeated.ts";

type Say = (reason: string) => void;

function checkTexts(items: readonly Item[], say: Say): void {
  // Of two items with one English text, English is learned once; two with one Kinyarwanda text cannot be told apart.
  const texts = items.map((item) => normaliseAnswer(item.wording.kinyarwanda.text, "kinyarwanda"));
  for (const text of repeated(texts)) say(`two items have the text "${text}"`);
}

function checkReferences(lesson: Lesson, { byId, course }: CourseIndex, say: Say): void {
  const dialogueItems = lesson.dialogues.flatMap(({ line, reply, others }) => [line, reply, ...others]);
  for (const id of new Set([...lesson.items.map(({ item }) => item), ...dialogueItems])) {
    if (!byId.has(id)) say(`${id} is no item`);
  }
  for (const id of lesson.notes) {
    if (!course.notes.some((note) => note.id === id)) say(`${id} is no note`);
  }
  for (const id of repeated(lesson.items.map(({ item }) => item))) say(`item ${id} comes twice`);
  for (const slot of repeated([...lesson.items.map((item) => item.slot), ...lesson.retiredSlots])) {
    say(`slot ${slot} is used twice, or again after it was retired`);
  }
  for (const slot of repeated(lesson.dialogues.map((dialogue) => dialogue.slot))) {
    say(`dialogue slot ${slot} is used twice`);
  }
  checkTexts(
    lesson.items.flatMap(({ item }) => byId.get(item) ?? []),
    say,
  );
}

/** The lessons before `lesson` in the order of the course: a prerequisite that is none of them can never be met. */
function checkPrerequisites(lesson: Lesson, before: ReadonlySet<string>, say: Say): void {
  for (const id of lesson.prerequisites) {
    if (!before.has(id)) say(`prerequisite ${id} is no earlier lesson of the course`);
  }
}

/** A reply that could also be given with another option is no exercise. */
function checkDialogues(lesson: Lesson, index: CourseIndex, say: Say): void {
  for (const dialogue of lesson.dialogues) {
    const reply = index.byId.get(dialogue.reply);
    for (const id of dialogue.others) {
      const other = index.byId.get(id);
      if (reply === undefined || other === undefined || !index.overlap(reply, other)) continue;
      say(`dialogue ${dialogue.slot}: ${id} could pass for the reply ${reply.id}`);
    }
  }
}

/** References, slots, order, notes and dialogues of all lessons. */
export function checkLessons(course: Course): string[] {
  const problems: string[] = [];
  const before = new Set<string>();
  const index = indexCourse(course);
  for (const lesson of course.lessons) {
    const say = (reason: string) => problems.push(`${lesson.at} ${lesson.id}: ${reason}`);
    if (before.has(lesson.id)) say("another file has the same category, difficulty and number");
    checkReferences(lesson, index, say);
    checkPrerequisites(lesson, before, say);
    checkDialogues(lesson, index, say);
    before.add(lesson.id);
  }
  for (const note of course.notes) {
    if (note.timeSensitive && note.sourceYear === undefined) {
      problems.push(`${note.at} ${note.id}: a time-sensitive note needs the sourceYear`);
    }
  }
  return problems;
}
