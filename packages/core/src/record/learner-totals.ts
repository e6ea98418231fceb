import { CATEGORIES, type Category } from "../vocabulary.ts";
import { NO_STREAK, type StreakState } from "./streak.ts";

/** The sums over a learner's log that pages show and badges are earned by. */
export interface LearnerTotals {
  readonly xp: number;
  /** Graded answers, without practice. */
  readonly answers: number;
  readonly right: number;
  readonly itemsSeen: number;
  readonly lessonsCompleted: number;
  readonly completedBy: Readonly<Record<Category, number>>;
  readonly streak: StreakState;
  readonly badges: readonly string[];
}

export const NO_TOTALS: LearnerTotals = {
  xp: 0,
  answers: 0,
  right: 0,
  itemsSeen: 0,
  lessonsCompleted: 0,
  completedBy: Object.fromEntries(CATEGORIES.map((category) => [category, 0])) as Record<Category, number>,
  streak: NO_STREAK,
  badges: [],
};
