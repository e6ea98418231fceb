import type { LearnerState } from "../learner-model/index.ts";
import { practiceGain } from "../planning/gain.ts";
import { recallOf } from "../planning/recall-curve.ts";
import { answersPerDay, repeatsOf, secondsPerAnswer } from "../planning/pace.ts";
import { reviewTarget } from "../planning/review-target.ts";
import type { Probability } from "../units.ts";
import type { Ranking } from "./rank-lessons.ts";
import type { Reason } from "./reason.ts";
import type { Term } from "./terms.ts";

/** What is being forgotten, as one candidate in the lessons' currency. */
export interface ReviewBlock {
  /** Due items, those that gain most first. */
  readonly items: readonly string[];
  readonly lowestRecall: Probability;
  readonly minutes: number;
  /** Items recalled at the horizon per minute, comparable with a lesson's score. */
  readonly score: number;
  readonly terms: readonly Term[];
  readonly reason: Reason;
}

/** A block is as long as a short sitting. */
const MOST_ITEMS = 30;

/** Seconds of practice on a day that are taken for usual. */
const USUAL_DAY = 900;

/** What is below the target of the look-ahead; null when nothing is. */
export function reviewBlock(learner: LearnerState, { memory, horizon, index }: Ranking): ReviewBlock | null {
  const perDay = answersPerDay(learner, { at: horizon.at, budget: USUAL_DAY });
  const repeats = repeatsOf(learner);
  const target = reviewTarget(memory, {
    days: horizon.days,
    answersPerDay: perDay,
    items: index.items.size,
    repeats,
  });
  const due: { id: string; recall: Probability; gain: number }[] = [];
  for (const [id, trace] of learner.items.entries()) {
    if (!index.items.has(id)) continue;
    const recall = recallOf(memory, trace.reviews, horizon.at - trace.lastAt);
    if (recall < target) due.push({ id, recall, gain: practiceGain(memory, trace, horizon) });
  }
  if (due.length === 0) return null;
  due.sort((a, b) => b.gain - a.gain || (a.id < b.id ? -1 : 1));
  const block = due.slice(0, MOST_ITEMS);
  const answers = block.reduce((sum, { recall }) => sum + 1 + (1 - recall) * repeats, 0);
  const minutes = (answers * secondsPerAnswer(learner)) / 60;
  const score = block.reduce((sum, { gain }) => sum + gain, 0) / minutes;
  const lowestRecall = due.reduce((lowest, { recall }) => Math.min(lowest, recall), 1);
  return {
    items: block.map(({ id }) => id),
    lowestRecall,
    minutes,
    score,
    terms: [{ code: "GAIN", value: score }],
    reason: { code: "DUE_REVIEW", params: { n: due.length, lowestR: Math.round(lowestRecall * 100) / 100 } },
  };
}
