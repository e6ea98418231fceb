import { sigmoid } from "../catalogue/logit.ts";
import type { Goal } from "../catalogue/catalogue.ts";
import type { ItemTrace } from "../learner-model/index.ts";
import { DAY_SECONDS, FIRST_STABILITY, recallAfter, stabilityOf } from "../planning/forgetting.ts";
import type { Days, Probability } from "../units.ts";

/** What is learned without a date in sight shall be recalled after so many days. */
export const DEFAULT_HORIZON_DAYS: Days = 90;

/** Now and the moment that learning is for. */
export interface Horizon {
  /** Epoch seconds. */
  readonly at: number;
  readonly days: Days;
}

export function horizonOf(at: number, goal: Goal | null | undefined): Horizon {
  const days = goal === null || goal === undefined ? DEFAULT_HORIZON_DAYS : (goal.at - at) / DAY_SECONDS;
  return { at, days: Number.isFinite(days) && days > 0 ? days : DEFAULT_HORIZON_DAYS };
}

/** How much surer a lesson makes of an item that it teaches, on the logit scale. */
const TAUGHT = 2;

/** Stability grows by this factor when an item is recalled just before it would be forgotten. */
const REFRESHED = 2;

/** What practising a met item now adds to its recall at the horizon. */
export function practiceGain(trace: ItemTrace, { at, days }: Horizon): Probability {
  const stability = stabilityOf(trace);
  const since = Math.max(0, at - trace.lastAt) / DAY_SECONDS;
  const refreshed = stability * (1 + (REFRESHED - 1) * Math.min(1, since / stability));
  const gain = recallAfter(days, Math.max(FIRST_STABILITY, refreshed)) - recallAfter(since + days, stability);
  return Math.max(0, gain);
}

/** What meeting an item adds to its recall at the horizon; greatest for items a little beyond the learner. */
export function teachingGain(logit: number, { days }: Horizon): Probability {
  return (sigmoid(logit + TAUGHT) - sigmoid(logit)) * recallAfter(days, FIRST_STABILITY * TAUGHT);
}
