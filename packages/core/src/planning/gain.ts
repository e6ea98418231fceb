import { sigmoid } from "../logit.ts";
import type { ItemTrace } from "../learner-model/index.ts";
import type { Probability } from "../units.ts";
import { DAY_SECONDS, FIRST_MEETING, historyAfter } from "./forgetting.ts";
import type { Horizon } from "./horizon.ts";
import { recallOf, type MemoryEstimate } from "./recall-curve.ts";

/** What practising a met item now is expected to add to its recall at the horizon, never below 0. */
export function practiceGain(memory: MemoryEstimate, trace: ItemTrace, { at, days }: Horizon): Probability {
  const left = days * DAY_SECONDS;
  const history = trace.reviews;
  const gap = Math.max(0, at - trace.lastAt);
  const recall = recallOf(memory, history, gap);
  const right = recallOf(memory, historyAfter(history, gap, true), left);
  const wrong = recallOf(memory, historyAfter(history, gap, false), left);
  return Math.max(0, recall * right + (1 - recall) * wrong - recallOf(memory, history, gap + left));
}

/** How much surer a lesson makes of an item that it teaches, on the logit scale. */
const TAUGHT = 2;

/** What a lesson adds at most, to an item that is as likely to be known as not half way through it. */
const MOST_TAUGHT = 2 * sigmoid(TAUGHT / 2) - 1;

/** A new item after a lesson: shown, and then right once. */
const AFTER_LESSON = historyAfter(FIRST_MEETING, 0, true);

/**
 * What a lesson's first teaching of an item is expected to add to its recall at the horizon: most for what is a little
 * beyond the learner, little for what is known already or far too hard.
 *
 * @param logit of a right answer before the lesson
 */
export function teachingGain(logit: number, kept: Probability): Probability {
  return ((sigmoid(logit + TAUGHT) - sigmoid(logit)) / MOST_TAUGHT) * kept;
}

/** What a lesson teaches at most in each step of the logit scale, as a share of what is kept. */
const STEPS_PER_LOGIT = 64;
const MOST_LOGITS = 12;
const CEILINGS = Float64Array.from({ length: 2 * MOST_LOGITS * STEPS_PER_LOGIT }, (_, step) => {
  const from = step / STEPS_PER_LOGIT - MOST_LOGITS;
  const to = from + 1 / STEPS_PER_LOGIT;
  const peak = -TAUGHT / 2;
  return from <= peak && peak <= to ? 1 : Math.max(teachingGain(from, 1), teachingGain(to, 1));
});

/** At least `teachingGain`, and hardly more: looked up, for whoever first wants to know what is worth working out. */
export function teachingCeiling(logit: number, kept: Probability): Probability {
  const step = Math.floor((logit + MOST_LOGITS) * STEPS_PER_LOGIT);
  return (CEILINGS[step] ?? 1) * kept;
}

/** Recall at the horizon of an item that a lesson teaches now. */
export function keptAfterLesson(memory: MemoryEstimate, { days }: Horizon): Probability {
  return recallOf(memory, AFTER_LESSON, days * DAY_SECONDS);
}

/** Recall at the horizon of an item that is met now for the first time, and not again. */
export function meetingGain(memory: MemoryEstimate, { days }: Horizon): Probability {
  return recallOf(memory, FIRST_MEETING, days * DAY_SECONDS);
}
