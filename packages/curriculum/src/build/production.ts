import type { Item } from "../course.ts";
import { meaningOf, promptOf } from "../wording.ts";
import { acceptedAnswers } from "./accepted-answers.ts";
import type { Task } from "./choice.ts";
import type { LessonDraft } from "./lesson-draft.ts";
import { seededOrder } from "./seeded-order.ts";
import { wordsOf } from "./words.ts";

const MAX_TOKENS = 10;
const SHUFFLES = 20;

/** Types the item for its meaning. */
export function makeType({ index, target, native }: LessonDraft, item: Item): Task {
  const accepted = acceptedAnswers(index, { item, language: native, by: "meaning" }, target);
  return {
    prompt: { kind: "type", text: promptOf(item, native), textLanguage: native, answerLanguage: target },
    key: { kind: "type", accepted },
  };
}

/** Hears the item and types its meaning: every meaning of what is heard is right. */
export function makeListen({ index, target, native }: LessonDraft, item: Item): Task {
  const accepted = acceptedAnswers(index, { item, language: target, by: "speech" }, native);
  const speech = item.wording[target].text;
  return {
    prompt: { kind: "listen", speech, speechLanguage: target, answerLanguage: native },
    key: { kind: "listen", accepted },
  };
}

/** Fills the gap of the longest word; null for a text of one word. `before`, answer and `after` are the whole text. */
export function makeCloze({ index, target, native }: LessonDraft, item: Item): Task | null {
  const { text } = item.wording[target];
  const words = wordsOf(text);
  if (words.length < 2) return null;
  const gap = words.reduce((longest, word) => (word.text.length >= longest.text.length ? word : longest));
  const before = text.slice(0, gap.start);
  const after = text.slice(gap.end);
  const forms = acceptedAnswers(index, { item, language: native, by: "meaning" }, target);
  const fitting = forms
    .filter((form) => form.startsWith(before) && form.endsWith(after))
    .map((form) => form.slice(before.length, form.length - after.length).trim())
    .filter((filling) => filling !== "");
  return {
    prompt: {
      kind: "cloze",
      before,
      after,
      hint: promptOf(item, native),
      hintLanguage: native,
      answerLanguage: target,
    },
    key: { kind: "cloze", accepted: [...new Set([gap.text, ...fitting])] },
  };
}

/** A capital at the start would give the first word away; names and the English "I" keep theirs. */
function withoutFirstCapital(words: readonly string[]): string[] {
  const [first = "", ...rest] = words;
  return [/^I(?:'|$)/.test(first) ? first : first.charAt(0).toLowerCase() + first.slice(1), ...rest];
}

const split = (form: string) => withoutFirstCapital(wordsOf(form).map(({ text }) => text));
const spoken = (words: readonly string[]) => words.join(" ").toLowerCase();

/** Puts the shuffled words of the item in order; null for fewer than three words. */
export function makeOrder(draft: LessonDraft, item: Item): Task | null {
  const { index, target, native } = draft;
  const words = split(item.wording[target].text);
  if (words.length < 3 || words.length > MAX_TOKENS) return null;
  const sameWords = spoken(words.toSorted());
  const accepted = acceptedAnswers(index, { item, language: native, by: "meaning" }, target).filter(
    (form) => spoken(split(form).toSorted()) === sameWords,
  );
  const right = new Set(accepted.map((form) => spoken(split(form))));
  const places = words.map((text, place) => ({ text, place }));
  for (let attempt = 0; attempt < SHUFFLES; attempt++) {
    const seed = `${draft.slug} ${item.id} order ${attempt}`;
    const tokens = seededOrder(places, seed, ({ place }) => String(place)).map(({ text }) => text);
    if (right.has(spoken(tokens))) continue;
    return {
      prompt: {
        kind: "order",
        text: promptOf(item, native),
        textLanguage: native,
        answerLanguage: target,
        tokens,
      },
      key: { kind: "order", accepted },
    };
  }
  return null;
}

/** Recalls an item that waits for a native speaker: its form is never asked for. */
export function makeSelfCheck({ target, native }: LessonDraft, item: Item): Task {
  return {
    prompt: {
      kind: "self_check",
      text: item.wording[target].text,
      textLanguage: target,
      answer: meaningOf(item, native),
      answerLanguage: native,
    },
    key: { kind: "self_check" },
  };
}
