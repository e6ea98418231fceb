import type { ExerciseKey, ExercisePrompt } from "../exercise.ts";
import { normaliseAnswer } from "../grading/index.ts";
import { shareForm } from "./same-meaning.ts";

/** An exercise as far as its meaning goes. */
export interface EditedExercise {
  readonly itemId: string | null;
  readonly prompt: ExercisePrompt;
  readonly key: ExerciseKey;
}

/**
 * What an edit of an exercise does to those who have answered it. `cosmetic`: nothing, it asks the same and takes the
 * same answers. `accept_set`: it asks the same and takes other answers, given in normal form. `semantic`: it asks
 * something else.
 */
export type ContentEdit =
  | { readonly kind: "cosmetic" | "semantic" }
  | {
      readonly kind: "accept_set";
      /** By normal form, as the author wrote them. */
      readonly added: ReadonlyMap<string, string>;
      readonly removed: ReadonlySet<string>;
    };

/** What is asked, in words that do not depend on case, punctuation or the order of what can be picked. */
function questionOf(prompt: ExercisePrompt): string {
  const parts: readonly string[] = (() => {
    switch (prompt.kind) {
      case "choice":
        return [normaliseAnswer(prompt.text, prompt.textLanguage), prompt.optionLanguage];
      case "order":
      case "type":
      case "self_check":
        return [normaliseAnswer(prompt.text, prompt.textLanguage), prompt.answerLanguage];
      case "cloze":
        return [
          normaliseAnswer(prompt.before, prompt.answerLanguage),
          normaliseAnswer(prompt.after, prompt.answerLanguage),
        ];
      case "listen":
        return [normaliseAnswer(prompt.speech, prompt.speechLanguage), prompt.answerLanguage];
      case "dialogue":
        return [normaliseAnswer(prompt.line, prompt.lineLanguage)];
      case "match":
        return [prompt.leftLanguage, prompt.rightLanguage];
    }
  })();
  return JSON.stringify([prompt.kind, ...parts]);
}

/** The right answer where it is picked, paired or shown, by its words: ids are opaque and may change. */
function rightAnswerOf({ prompt, key }: EditedExercise): string {
  if (prompt.kind === "match" && key.kind === "match") {
    const left = new Map(prompt.left.map(({ id, text }) => [id, normaliseAnswer(text, prompt.leftLanguage)]));
    const right = new Map(
      prompt.right.map(({ id, text }) => [id, normaliseAnswer(text, prompt.rightLanguage)]),
    );
    return JSON.stringify(key.pairs.map(([a, b]) => `${left.get(a)} = ${right.get(b)}`).toSorted());
  }
  if ("options" in prompt && "optionId" in key) {
    const language = prompt.kind === "choice" ? prompt.optionLanguage : prompt.lineLanguage;
    const option = prompt.options.find(({ id }) => id === key.optionId);
    return normaliseAnswer(option?.text ?? "", language);
  }
  return prompt.kind === "self_check" ? normaliseAnswer(prompt.answer, prompt.answerLanguage) : "";
}

function formsOf({ prompt, key }: EditedExercise): ReadonlyMap<string, string> {
  if (!("accepted" in key) || !("answerLanguage" in prompt)) return new Map();
  return new Map(key.accepted.map((form) => [normaliseAnswer(form, prompt.answerLanguage), form]));
}

/**
 * Says what an edit of an exercise means for those who answered it before. Words that can be picked besides the right
 * one, hints and spelling that the grader does not look at may change freely; a question that keeps none of its answers,
 * not even with their spelling corrected, is another question.
 */
export function classifyEdit(before: EditedExercise, after: EditedExercise): ContentEdit {
  const asksTheSame =
    before.itemId === after.itemId &&
    questionOf(before.prompt) === questionOf(after.prompt) &&
    rightAnswerOf(before) === rightAnswerOf(after);
  if (!asksTheSame) return { kind: "semantic" };
  const [was, is] = [formsOf(before), formsOf(after)];
  const added = new Map([...is].filter(([normal]) => !was.has(normal)));
  const removed = new Set([...was.keys()].filter((normal) => !is.has(normal)));
  if (added.size === 0 && removed.size === 0) return { kind: "cosmetic" };
  return shareForm([...was.keys()], [...is.keys()])
    ? { kind: "accept_set", added, removed }
    : { kind: "semantic" };
}
