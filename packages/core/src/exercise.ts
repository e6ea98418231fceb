import type { Language } from "./vocabulary.ts";

/**
 * An exercise in three parts that never mix: the prompt (public), the key (never leaves the server while an answer is
 * still to be graded online), and the learner's response.
 */

/** Something the learner can pick or pair; ids are opaque within their exercise. */
export interface Option {
  readonly id: string;
  readonly text: string;
}

export type ExercisePrompt =
  /** Pick the meaning of `text`. */
  | {
      readonly kind: "choice";
      readonly text: string;
      readonly textLanguage: Language;
      readonly optionLanguage: Language;
      readonly options: readonly Option[];
    }
  /** Put the shuffled `tokens` in the order that translates `text`. */
  | {
      readonly kind: "order";
      readonly text: string;
      readonly textLanguage: Language;
      readonly answerLanguage: Language;
      readonly tokens: readonly string[];
    }
  /** Type the translation of `text`. */
  | {
      readonly kind: "type";
      readonly text: string;
      readonly textLanguage: Language;
      readonly answerLanguage: Language;
    }
  /** Fill the gap between `before` and `after`, which are in `answerLanguage`; `hint` is the meaning of the whole. */
  | {
      readonly kind: "cloze";
      readonly before: string;
      readonly after: string;
      readonly hint: string;
      readonly hintLanguage: Language;
      readonly answerLanguage: Language;
    }
  /** Pair each left option with a right one. */
  | {
      readonly kind: "match";
      readonly leftLanguage: Language;
      readonly rightLanguage: Language;
      readonly left: readonly Option[];
      readonly right: readonly Option[];
    }
  /** Hear `speech` (spoken by the device) and type its meaning in `answerLanguage`. */
  | {
      readonly kind: "listen";
      readonly speech: string;
      readonly speechLanguage: Language;
      readonly answerLanguage: Language;
    }
  /** Somebody says `line` in `situation`: pick the reply that fits. */
  | {
      readonly kind: "dialogue";
      readonly situation: string;
      readonly situationLanguage: Language;
      readonly line: string;
      readonly lineLanguage: Language;
      readonly options: readonly Option[];
    }
  /** Recall `text` in one's head, look at `answer`, say whether it was known. Not graded by the server. */
  | {
      readonly kind: "self_check";
      readonly text: string;
      readonly textLanguage: Language;
      readonly answer: string;
      readonly answerLanguage: Language;
    };

export type ExerciseKey =
  | { readonly kind: "choice" | "dialogue"; readonly optionId: string }
  | { readonly kind: "order" | "type" | "cloze" | "listen"; readonly accepted: readonly string[] }
  | { readonly kind: "match"; readonly pairs: readonly (readonly [left: string, right: string])[] }
  | { readonly kind: "self_check" };

export type ExerciseResponse =
  | { readonly kind: "choice" | "dialogue"; readonly optionId: string }
  | { readonly kind: "order"; readonly tokens: readonly string[] }
  | { readonly kind: "type" | "cloze" | "listen"; readonly text: string }
  | { readonly kind: "match"; readonly pairs: readonly (readonly [left: string, right: string])[] }
  | { readonly kind: "self_check"; readonly knew: boolean }
  /** "I don't know": an honest answer, of every kind of exercise. */
  | { readonly kind: "skip" };
