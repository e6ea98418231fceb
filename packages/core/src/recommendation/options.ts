import type { Goal } from "../catalogue/catalogue.ts";
import type { Difficulty, UserType } from "../vocabulary.ts";
import type { LessonRecord } from "./policy.ts";

export interface RecommendOptions {
  /** Now, epoch seconds. */
  readonly at: number;
  /** Most lessons that are returned. */
  readonly limit: number;
  /** null or left out: what is learned shall last for `DEFAULT_HORIZON_DAYS`. */
  readonly goal?: Goal | null;
  /** What was done in lessons; left out, a lesson counts as done when each of its items has been right once. */
  readonly records?: readonly LessonRecord[];
  readonly userType?: UserType;
  /** Lessons that the learner does not want to be shown. */
  readonly dismissed?: readonly string[];
  /** What is added to the score of a lesson that the learner asked for; while it is best, chance does not take its place. */
  readonly wishes?: Readonly<Record<string, number>>;
  /** Where a placement test found the learner: easier lessons are taken for known, and block nothing. */
  readonly placed?: Difficulty;
  /** Any integer: explores, with the propensities that are returned. Left out: no chance is involved. */
  readonly seed?: number;
}
