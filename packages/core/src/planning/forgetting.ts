import type { ItemTrace } from "../learner-model/index.ts";
import { TIME_SCALES } from "../learner-model/item-trace.ts";

export const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;
const WEEKS_SECONDS = 14 * DAY_SECONDS;

/** Numbers that recall depends on: a bias, the gap, counts, counts that fade, the last outcome. */
export const WIDTH = 7;

/** What was done with an item, as of the last time that it was met. */
export interface History {
  readonly rights: number;
  /** Exposures that were no right answer. */
  readonly others: number;
  /** Right answers that fade over a day, and over two weeks. */
  readonly rightDay: number;
  readonly rightWeeks: number;
  /** Outcome of the last answer: +1, -1, 0 for none. */
  readonly last: number;
}

/** Places of the fades of a day and of two weeks in a trace. */
const FADE_DAY = TIME_SCALES.findIndex((scale) => scale === DAY_SECONDS);
const FADE_WEEKS = TIME_SCALES.findIndex((scale) => scale === WEEKS_SECONDS);

export function historyOf(trace: ItemTrace): History {
  return {
    rights: trace.rights,
    others: trace.attempts - trace.rights + trace.studies,
    rightDay: trace.rightFades[FADE_DAY] ?? 0,
    rightWeeks: trace.rightFades[FADE_WEEKS] ?? 0,
    last: trace.last,
  };
}

/** The history after one more answer, `gap` seconds later. */
export function historyAfter(history: History, gap: number, right: boolean): History {
  return {
    rights: history.rights + (right ? 1 : 0),
    others: history.others + (right ? 0 : 1),
    rightDay: history.rightDay * leftOfDay(gap) + (right ? 1 : 0),
    rightWeeks: history.rightWeeks * leftOfWeeks(gap) + (right ? 1 : 0),
    last: right ? 1 : -1,
  };
}

/** The history as it was before the trace's last answer, taken from what that answer added to it. */
export function historyBefore(trace: ItemTrace): History {
  const right = trace.last > 0 ? 1 : 0;
  const gap = trace.lastGap;
  const now = historyOf(trace);
  return {
    rights: now.rights - right,
    others: now.others - (1 - right),
    rightDay: Math.max(0, now.rightDay - right) * Math.exp(Math.min(40, gap / DAY_SECONDS)),
    rightWeeks: Math.max(0, now.rightWeeks - right) * Math.exp(Math.min(40, gap / WEEKS_SECONDS)),
    last: trace.second,
  };
}

/** How a gap in seconds enters the recall curve: by its logarithm, and by what it leaves of counts that fade. */
export const logGap = (gap: number): number => Math.log1p(gap / HOUR_SECONDS);
export const leftOfDay = (gap: number): number => Math.exp(-gap / DAY_SECONDS);
export const leftOfWeeks = (gap: number): number => Math.exp(-gap / WEEKS_SECONDS);

/** Writes the numbers of a history `gap` seconds later. */
export function describeHistory(history: History, gap: number, out: Float64Array): void {
  out[0] = 1;
  out[1] = logGap(gap);
  out[2] = Math.log1p(history.rights);
  out[3] = Math.log1p(history.others);
  out[4] = Math.log1p(history.rightDay * leftOfDay(gap));
  out[5] = Math.log1p(history.rightWeeks * leftOfWeeks(gap));
  out[6] = history.last;
}

/** A new item right after it was shown: asked or studied, and not known. */
export const FIRST_MEETING: History = { rights: 0, others: 1, rightDay: 0, rightWeeks: 0, last: -1 };
