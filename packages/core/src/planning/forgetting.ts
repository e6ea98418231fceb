import type { ItemTrace } from "../learner-model/index.ts";
import type { Days, Probability } from "../units.ts";

export const DAY_SECONDS = 86_400;

/** Stability of an item right after its first meeting, and the least of any. */
export const FIRST_STABILITY: Days = 0.8;
const LEAST_STABILITY: Days = 0.1;

/** What one recall over a gap is worth: stability is at least this many times the longest gap survived. */
const GROWTH = 1.3;

/** What a lapse leaves of it. */
const KEPT_AFTER_LAPSE = 0.25;

/** Power law of forgetting as in FSRS-4: .9 when as many days have passed as the item is stable for. */
export function recallAfter(days: Days, stability: Days): Probability {
  return 1 / (1 + Math.max(0, days) / (9 * stability));
}

/** Days until recall has fallen to nine in ten, by what the learner did with the item. */
export function stabilityOf(trace: ItemTrace): Days {
  const survived = (GROWTH * trace.bestGap) / DAY_SECONDS;
  const practised = FIRST_STABILITY * Math.max(0.3, Math.log1p(Math.max(0, trace.streak)) / Math.LN2);
  const stability = Math.max(survived, practised);
  return Math.max(LEAST_STABILITY, trace.last < 0 ? stability * KEPT_AFTER_LAPSE : stability);
}

/** Recall of an item at a moment (epoch seconds) if nothing happens until then. */
export function recallAt(trace: ItemTrace, at: number): Probability {
  return recallAfter((at - trace.lastAt) / DAY_SECONDS, stabilityOf(trace));
}
