import { seededRandom } from "../learner-model/fitting/seeded-random.ts";
import type { Days, Probability } from "../units.ts";
import { DAY_SECONDS, FIRST_MEETING, historyAfter, type History } from "./forgetting.ts";
import { knownAfterDays, recallOf, type MemoryEstimate } from "./recall-curve.ts";

/** Recall below which an item is reviewed. */
const TARGETS: readonly Probability[] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * A target that promises this share of what the best does is as good. Of those the highest is taken: a low one rests on gaps that
 * were hardly tried, and so its promise is the less certain one, and the best of nine uncertain promises is likelier too high than too low.
 */
const AS_GOOD = 0.95;

/** Imagined items; one in each slice of the time in which new ones are met. */
const PATHS = 16;
const MEETING_SHARE = 0.7;

/** What a first meeting and a failure cost, in right answers: both are read about. What repeats them comes on top. */
export const NEW_COST = 1.3;
const WRONG_COST = 1.2;

export interface Outlook {
  readonly days: Days;
  /** Answers that there is time for on a day, missed days counted in. */
  readonly answersPerDay: number;
  /** Items there are, met or not. */
  readonly items: number;
  /** Answers that follow a failure within its sitting. */
  readonly repeats: number;
}

/**
 * The look-ahead: at which recall should items be reviewed, for the most to be recalled in the end?
 *
 * Follows imagined items of this learner through the days that are left, each reviewed on the first day that its recall
 * is below a target, and takes the highest target under which the answers there is time for leave about as many items recalled as
 * under the best.
 */
export function reviewTarget(memory: MemoryEstimate, outlook: Outlook): Probability {
  const imagined = imagineTargets(memory, newStarts(outlook.days), outlook.repeats);
  const recalled = imagined.map(
    ({ recall, cost }) => Math.min(outlook.items, (outlook.answersPerDay * outlook.days) / cost) * recall,
  );
  const enough = AS_GOOD * Math.max(...recalled);
  const last = recalled.findLastIndex((items) => items >= enough);
  return imagined[last]?.target ?? 0.5;
}

/** What reviewing below a target comes to for one item. */
export interface ImaginedTarget {
  readonly target: Probability;
  /** Mean recall in the end. */
  readonly recall: Probability;
  /** Mean answers spent on it. */
  readonly cost: number;
}

/** Where an imagined item begins: what was done with it, and how long ago. */
export interface ImaginedStart {
  readonly history: History;
  readonly daysAgo: Days;
  readonly daysLeft: Days;
  /** Whether it is met for the first time then, which costs answers too. */
  readonly isNew: boolean;
}

/** New items, met one after another over the first part of the time that is left. */
export function newStarts(days: Days): ImaginedStart[] {
  return Array.from({ length: PATHS }, (_, path) => ({
    history: FIRST_MEETING,
    daysAgo: 0,
    daysLeft: days * (1 - (MEETING_SHARE * path) / PATHS),
    isNew: true,
  }));
}

/** @param repeats answers that follow a failure within its sitting */
export function imagineTargets(
  memory: MemoryEstimate,
  starts: readonly ImaginedStart[],
  repeats: number,
): ImaginedTarget[] {
  const most = starts.reduce((longest, { daysAgo, daysLeft }) => Math.max(longest, daysAgo + daysLeft), 0);
  return TARGETS.map((target) => imagine({ memory, target, most, repeats }, starts));
}

interface Imagined {
  readonly memory: MemoryEstimate;
  readonly target: Probability;
  /** No wait needs to be known beyond so many days. */
  readonly most: Days;
  readonly repeats: number;
}

/** An item as it waits for its next review: all that is imagined of it follows from its history. */
interface Waiting {
  readonly history: History;
  readonly daysAgo: Days;
  /** Until the review. */
  readonly wait: Days;
  /** At the review. */
  readonly recall: Probability;
  /** After it; worked out when a path comes by. */
  right?: Waiting;
  wrong?: Waiting;
}

function waiting({ memory, target, most }: Imagined, history: History, daysAgo: Days): Waiting {
  const wait = Math.max(0, daysUntil(memory, history, target, most) - daysAgo);
  return { history, daysAgo, wait, recall: recallOf(memory, history, (daysAgo + wait) * DAY_SECONDS) };
}

/** Paths that begin alike and are answered alike are the same so far, and are followed once. */
function imagine(imagined: Imagined, starts: readonly ImaginedStart[]): ImaginedTarget {
  const { memory, target, repeats } = imagined;
  const random = seededRandom(1);
  const begun = new Map<History, Waiting>();
  let recalled = 0;
  let cost = 0;
  for (const start of starts) {
    const known = start.daysAgo === 0 ? begun.get(start.history) : undefined;
    let item = known ?? waiting(imagined, start.history, start.daysAgo);
    if (start.daysAgo === 0) begun.set(start.history, item);
    let left = start.daysLeft;
    if (start.isNew) cost += NEW_COST + repeats;
    for (;;) {
      const draw = random();
      if (item.wait >= left) break;
      left -= item.wait;
      const { history, recall } = item;
      const gap = (item.daysAgo + item.wait) * DAY_SECONDS;
      if (draw < recall) {
        cost += 1;
        item = item.right ??= waiting(imagined, historyAfter(history, gap, true), 0);
      } else {
        cost += WRONG_COST + repeats;
        item = item.wrong ??= waiting(imagined, afterCorrection(history, gap), 0);
      }
    }
    recalled += recallOf(memory, item.history, (item.daysAgo + left) * DAY_SECONDS);
  }
  return { target, recall: recalled / starts.length, cost: cost / starts.length };
}

/** What a failure that is corrected is worth, in successes. */
const CORRECTED = 0.5;

/**
 * An imagined failure. That failures go with less recall later is a sign of hard items, not a harm that they do: the
 * learner sees the answer.
 */
function afterCorrection(history: History, gap: number): History {
  const after = historyAfter(history, gap, false);
  return { ...after, others: history.others, rights: history.rights + CORRECTED };
}

/** Whole days until recall is below the target, at least one. */
function daysUntil(memory: MemoryEstimate, history: History, target: number, most: Days): Days {
  const isKnownAfter = knownAfterDays(memory, history, target);
  let low = 0;
  let high = 1;
  while (high < most && isKnownAfter(high)) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isKnownAfter(middle)) low = middle;
    else high = middle;
  }
  return high;
}
