import type { EpochMs, Probability } from "../units.ts";
import type { Category, Difficulty } from "../vocabulary.ts";
import type { Reason } from "./reason.ts";

/** A published lesson as a policy sees it, in the order of the course. */
export interface LessonCandidate {
  readonly id: string;
  readonly category: Category;
  readonly difficulty: Difficulty;
  readonly position: number;
  readonly prerequisites: readonly string[];
}

/** What a learner has done in one lesson. */
export interface LessonRecord {
  readonly lessonId: string;
  /** 0 to 100. */
  readonly score: number;
  readonly completedAt: EpochMs | null;
  readonly lastAt: EpochMs;
}

export interface Recommendation {
  readonly lessonId: string;
  readonly reason: Reason;
  readonly confidence: Probability;
  /** The probability with which the policy puts this lesson at this place. */
  readonly propensity: Probability;
}

export interface RecommendationInput {
  /** Pass the same array again: what is derived from it is kept for as long as it lives. */
  readonly lessons: readonly LessonCandidate[];
  readonly records: readonly LessonRecord[];
  /** Ids of lessons that are not to be put on a list. */
  readonly dismissed?: readonly string[];
  readonly limit: number;
}

/** A way to choose the next lessons; `name` has a version, since what was logged under it must keep its meaning. */
export interface Policy {
  readonly name: string;
  readonly recommend: (input: RecommendationInput) => Recommendation[];
}
