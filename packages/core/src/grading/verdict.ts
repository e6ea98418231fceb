import type { Outcome } from "../vocabulary.ts";

/** Goes up whenever any answer could be graded differently; stored with each attempt, so a re-grade can say why. */
export const GRADER_VERSION = 2;

/** Why an answer got its outcome. Pages translate the code; the grader never makes sentences. */
export const REASON_CODES = [
  // right
  "exact",
  "normalised",
  "contraction",
  "numeral",
  "spelling_variant",
  "spacing",
  "function_word",
  "slot_filled",
  // right, with a slip to show
  "accent_missing",
  "apostrophe_missing",
  "typo_forgiven",
  // wrong: near the answer, but it means something else
  "word_of_course",
  "real_word",
  "ambiguous",
  "polarity_flipped",
  "number_or_gender_changed",
  "verb_form_changed",
  "subject_prefix_changed",
  "tense_prefix_changed",
  "strict_no_tolerance",
  // wrong
  "too_far",
  "empty",
  "wrong_option",
  "order_wrong",
  "pairs_wrong",
  // not graded by the grader
  "skipped",
  "self_reported",
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** A half-open range of UTF-16 offsets, as `String.prototype.slice` takes them. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * One difference between the learner's text and the nearest accepted form, each as the learner or the author wrote it.
 * An `insert` is missing from the answer (its answer span is empty), a `delete` is too much there.
 */
export interface Edit {
  readonly op: "insert" | "delete" | "replace";
  readonly answer: Span;
  readonly nearest: Span;
}

export interface Verdict {
  readonly outcome: Outcome;
  /** 1 for a right answer (with or without a slip), 0 for a wrong one; `match` gives the share of right pairs. */
  readonly score: number;
  readonly reason: ReasonCode;
  /** The accepted form nearest to the answer, as authored; null where nothing is typed or ordered. */
  readonly nearest: string | null;
  /** Where the slip is; empty for a right answer without a slip and for one that is nowhere near. */
  readonly edits: readonly Edit[];
}

/** The response is of another kind than the exercise's key: the caller's fault, never the learner's. */
export class ResponseMismatchError extends RangeError {
  override readonly name = "ResponseMismatchError";

  constructor(keyKind: string, responseKind: string) {
    super(`A response of kind "${responseKind}" cannot answer an exercise of kind "${keyKind}".`);
  }
}
