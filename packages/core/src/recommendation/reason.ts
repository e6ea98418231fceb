/** Why something is recommended. `params` of each are the evidence, as plain numbers and ids. */
export const RECOMMENDATION_REASONS = [
  /** {n, lowestR}: items that are being forgotten, and the lowest recall among them. */
  "DUE_REVIEW",
  /** {pSuccess, prerequisites}: probability of passing, and how many prerequisites are done. */
  "READY_NEXT",
  /** {daysLeft, category} */
  "TRIP_DEADLINE",
  /** {category, right, answers}: of the learner's items of this situation, how many were right last time. */
  "WEAK_SKILL",
  /** {category} */
  "GOAL_FIT",
  /** {met, items}: how many of the lesson's items were met already. */
  "CONTINUE",
  /** Chosen by chance, so that more is learned about what helps. */
  "EXPLORE",
  /** Nothing is known of the learner yet. */
  "NEW_LEARNER",
  /** {difficulty}: nothing was answered yet but a placement test, which found the learner there. */
  "PLACED",
  /** Codes of `seed-rules@1`. */
  "EXCELLENT_PROGRESS",
  "PRACTICE",
  "WIDER",
] as const;
export type RecommendationReason = (typeof RECOMMENDATION_REASONS)[number];

/** A code and what it rests on, for a sentence in any language. */
export interface Reason {
  readonly code: RecommendationReason;
  readonly params: Readonly<Record<string, string | number>>;
}
