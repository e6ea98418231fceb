/** Parts of a score, each in items recalled at the horizon per minute. */
export const TERM_CODES = [
  /** Expected gain in what is recalled at the horizon, per minute. */
  "GAIN",
  /** The share of it that the goal's situations add. */
  "GOAL_FIT",
  /** The share of it that the kind of user adds. */
  "RELEVANCE",
  "CONTINUE",
  /** A situation that was not practised lately. */
  "NOVELTY",
  "COURSE_ORDER",
  "WISH",
] as const;
export type TermCode = (typeof TERM_CODES)[number];

export interface Term {
  readonly code: TermCode;
  readonly value: number;
}

/** The score is this sum, in this order, so that the terms add up to it exactly. */
export function sumOf(values: ArrayLike<number>): number {
  let score = 0;
  for (let index = 0; index < values.length; index += 1) score += values[index] ?? 0;
  return score;
}
