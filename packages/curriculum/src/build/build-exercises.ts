import type { Item, Lesson } from "../course.ts";
import type { BuiltExercise } from "./built-lesson.ts";
import { makeChoice, withIds, type Task } from "./choice.ts";
import { itemSlug, type LessonDraft, type SlottedItem } from "./lesson-draft.ts";
import { givesItselfAway } from "./gives-itself-away.ts";
import { makeMatch } from "./match.ts";
import { dialogueNumber, isRecognisedFirst, MATCH_NUMBER, recogniseNumber, useNumber } from "./numbering.ts";
import { makeCloze, makeListen, makeOrder, makeSelfCheck, makeType } from "./production.ts";
import { wordsOf } from "./words.ts";

/** From the text to its meaning and, in every second slot, the other way. */
function recognise(draft: LessonDraft, { slot, item }: SlottedItem): Task {
  return makeChoice(draft, item, slot % 2 === 0 ? draft.target : draft.native);
}

/**
 * The kinds that the item allows take turns by slot; one whose answer can be copied from its prompt leaves its turn to
 * the next. An item under review is recalled or picked, never produced.
 */
function use(draft: LessonDraft, slotted: SlottedItem): Task {
  const { slot, item } = slotted;
  if (item.review) {
    return isRecognisedFirst(slot) ? makeSelfCheck(draft, item) : recognise(draft, slotted);
  }
  const words = wordsOf(item.wording[draft.target].text).length;
  const makers = [
    ...(words >= 3 ? [makeOrder] : []),
    makeType,
    ...(words >= 2 ? [makeCloze] : []),
    makeListen,
  ];
  const turn = slot % makers.length;
  for (const make of [...makers.slice(turn), ...makers.slice(0, turn)]) {
    const task = make(draft, item);
    if (task !== null && !givesItselfAway(draft, task)) return task;
  }
  return recognise(draft, slotted);
}

function dialogue(draft: LessonDraft, authored: Lesson["dialogues"][number]): Task | null {
  const { index, target, native } = draft;
  const [line, reply, ...others] = [authored.line, authored.reply, ...authored.others].map((id) =>
    index.byId.get(id),
  );
  if (line === undefined || reply === undefined) return null;
  const say = (item: Item) => item.wording[target].text;
  const texts = [reply, ...others].flatMap((item) => (item === undefined ? [] : [say(item)]));
  const options = withIds(texts, `${draft.slug} dialogue ${authored.slot}`);
  const situationLanguage = native === "kinyarwanda" ? "english" : native;
  return {
    prompt: {
      kind: "dialogue",
      situation: authored.situation[situationLanguage],
      situationLanguage,
      line: say(line),
      lineLanguage: target,
      options,
    },
    key: { kind: "dialogue", optionId: options.find(({ text }) => text === say(reply))?.id ?? "" },
  };
}

/** All exercises of a lesson by number. The same lesson gives the same exercises, wherever it is built. */
export function buildExercises(draft: LessonDraft): BuiltExercise[] {
  const strict = draft.lesson.category === "emergency";
  const exercises: BuiltExercise[] = [];
  const add = (number: number, task: Task | null, item: Item | undefined) => {
    if (task === null) return;
    const slug = item === undefined ? null : itemSlug(item, draft.target);
    exercises.push({ number, kind: task.prompt.kind, itemSlug: slug, ...task, strict });
  };
  for (const slotted of draft.items) {
    const { slot, item } = slotted;
    if (isRecognisedFirst(slot)) add(recogniseNumber(slot), recognise(draft, slotted), item);
    add(useNumber(slot), use(draft, slotted), item);
  }
  add(MATCH_NUMBER, makeMatch(draft), undefined);
  for (const authored of draft.lesson.dialogues) {
    const reply = draft.items.find(({ item }) => item.id === authored.reply)?.item;
    add(dialogueNumber(authored.slot), dialogue(draft, authored), reply);
  }
  return exercises.toSorted((a, b) => a.number - b.number);
}
