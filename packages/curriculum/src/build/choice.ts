import type { ExerciseKey, ExercisePrompt, Language } from "@fluentfusion/core";
import type { Item } from "../course.ts";
import { kindOf, meaningOf, promptOf } from "../wording.ts";
import type { LessonDraft } from "./lesson-draft.ts";
import { seededOrder } from "./seeded-order.ts";

/** Prompt and key of one exercise. */
export interface Task {
  readonly prompt: ExercisePrompt;
  readonly key: ExerciseKey;
}

const OPTIONS = 4;
const IDS = ["a", "b", "c", "d"];

const isVerb = (item: Item) => item.partOfSpeech.startsWith("verb");

/** A verb among nouns, or a word among phrases, would give itself away. */
function looksLike(a: Item, b: Item): boolean {
  return kindOf(a) === kindOf(b) && isVerb(a) === isVerb(b);
}

/** Where wrong answers are looked for: the nearest make a learner think. */
function* rings(draft: LessonDraft, asked: Item): Generator<readonly Item[]> {
  const { items: all } = draft.index.course;
  yield draft.items.map(({ item }) => item).filter((item) => looksLike(item, asked));
  const nearby = all.filter((item) => item.category === asked.category && looksLike(item, asked));
  yield nearby.filter((item) => item.topic === asked.topic);
  yield nearby;
  yield all.filter((item) => looksLike(item, asked));
  yield all;
}

function optionText(draft: LessonDraft, item: Item, language: Language): string {
  return language === draft.target ? item.wording[language].text : meaningOf(item, language);
}

/** Wrong answers for `asked`: none overlaps with it in meaning, and none with another. */
function distractors(draft: LessonDraft, asked: Item, language: Language, seed: string): Item[] {
  const { index } = draft;
  const shown = (item: Item) => index.normal(optionText(draft, item, language), language);
  const chosen: Item[] = [];
  for (const ring of rings(draft, asked)) {
    for (const item of seededOrder(ring, seed, ({ id }) => id)) {
      const taken = [asked, ...chosen];
      if (taken.some((other) => index.overlap(item, other) || shown(item) === shown(other))) continue;
      chosen.push(item);
      if (chosen.length === OPTIONS - 1) return chosen;
    }
  }
  return chosen;
}

/** Options in an order, and under ids, that say nothing about which is right. */
export function withIds(texts: readonly string[], seed: string): { id: string; text: string }[] {
  return seededOrder(texts, `${seed} options`, (text) => text).map((text, i) => ({ id: IDS[i] ?? "", text }));
}

/** Picks the meaning of an item, or its text for a meaning. */
export function makeChoice(draft: LessonDraft, item: Item, from: Language): Task {
  const to = from === draft.target ? draft.native : draft.target;
  const seed = `${draft.slug} ${item.id} choice ${from}`;
  const right = optionText(draft, item, to);
  const wrong = distractors(draft, item, to, seed).map((other) => optionText(draft, other, to));
  const options = withIds([right, ...wrong], seed);
  const prompt: ExercisePrompt = {
    kind: "choice",
    text: from === draft.target ? item.wording[from].text : promptOf(item, from),
    textLanguage: from,
    optionLanguage: to,
    options,
  };
  const optionId = options.find(({ text }) => text === right)?.id ?? "";
  return { prompt, key: { kind: "choice", optionId } };
}
