import type { LessonCandidate } from "../recommendation/policy.ts";

/** What can be practised: the learner model's item, with what it is asked by. */
export interface PracticeItem {
  readonly id: string;
  readonly skills: readonly string[];
  /** Kind of exercise that it is usually asked by. */
  readonly kind: string;
}

/** A lesson with what it teaches. */
export interface CourseLesson extends LessonCandidate {
  /** Usual minutes for the whole lesson, > 0. */
  readonly minutes: number;
  /** Ids of its items, in the order they are taught; an item may be in several lessons. */
  readonly items: readonly string[];
}

/**
 * A course as decisions see it. Treat it as immutable and pass the same object again: what is derived from it is kept for
 * as long as the object lives.
 */
export interface Catalogue {
  /** In the order of the course. */
  readonly lessons: readonly CourseLesson[];
  readonly items: readonly PracticeItem[];
}

/** What the learner works towards. */
export interface Goal {
  /** Epoch seconds: the day it has to be known by, e.g. of arrival. */
  readonly at: number;
  /** Situations that matter most; empty or left out for all alike. */
  readonly categories?: readonly LessonCandidate["category"][];
}
