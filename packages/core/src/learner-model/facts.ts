import type { BeliefScales } from "./belief-scales.ts";
import { TRAITS } from "./traits.ts";

/** What the log says of an item, a skill or a kind over all learners: logits, positive for easier than usual. */
export interface ItemFacts {
  /** Of a first meeting, and of later ones. */
  readonly first: number;
  readonly again: number;
  readonly answers: number;
  /** log of milliseconds of its right answers relative to the learner's usual time. */
  readonly time: number;
  /** The same of the time that pauses let guess. */
  readonly slowness: number;
  /** Loading on ability (1 is usual), then on the traits (0 is usual). */
  readonly loadings: readonly number[];
}

export interface GroupFacts {
  readonly ease: number;
  readonly answers: number;
}

/** A query with what is known of its item, skills and kind. */
export interface Subject {
  readonly item: ItemFacts;
  readonly skills: readonly GroupFacts[];
  readonly kind: GroupFacts;
  /** Logit of a usual item for a usual learner, by `phaseOf` the item's trace. */
  readonly phases: readonly number[];
  readonly scales: BeliefScales;
}

export const UNKNOWN_ITEM: ItemFacts = {
  first: 0,
  again: 0,
  answers: 0,
  time: 0,
  slowness: 0,
  loadings: [1, ...Array.from({ length: TRAITS }, () => 0)],
};
export const UNKNOWN_GROUP: GroupFacts = { ease: 0, answers: 0 };

export const PHASES = 12;

/** Coarse place of an item in its learning: new, studied only, then by number of answers and whether the last was right. */
export function phaseOf(trace: { attempts: number; studies: number; last: number }): number {
  if (trace.attempts === 0) return trace.studies === 0 ? 0 : 1;
  const depth =
    trace.attempts === 1
      ? 0
      : trace.attempts === 2
        ? 1
        : trace.attempts <= 4
          ? 2
          : trace.attempts <= 8
            ? 3
            : 4;
  return 2 + 2 * depth + (trace.last > 0 ? 1 : 0);
}

/** In the first phases an item was never asked. */
export function isUnmet(phase: number): boolean {
  return phase < 2;
}
