import type { LearnerState } from "../learner-model/index.ts";
import { recallAt } from "../planning/forgetting.ts";
import { secondsPerAnswer } from "../planning/pace.ts";
import type { Probability } from "../units.ts";
import { practiceGain } from "./gain.ts";
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

/** An item is due when its recall is below this. */
const DUE_BELOW = 0.9;

/** A block is as long as a short sitting. */
const MOST_ITEMS = 30;

export function reviewBlock(learner: LearnerState, { horizon, index }: Ranking): ReviewBlock | null {
  const due: { id: string; recall: Probability; gain: number }[] = [];
  for (const [id, trace] of learner.items.entries()) {
    if (!index.items.has(id)) continue;
    const recall = recallAt(trace, horizon.at);
    if (recall < DUE_BELOW || trace.last < 0) due.push({ id, recall, gain: practiceGain(trace, horizon) });
  }
  if (due.length === 0) return null;
  due.sort((a, b) => b.gain - a.gain || (a.id < b.id ? -1 : 1));
  const block = due.slice(0, MOST_ITEMS);
  const minutes = (block.length * secondsPerAnswer(learner)) / 60;
  const score = block.reduce((sum, { gain }) => sum + gain, 0) / minutes;
  const lowestRecall = Math.min(...block.map(({ recall }) => recall));
  return {
    items: block.map(({ id }) => id),
    lowestRecall,
    minutes,
    score,
    terms: [{ code: "GAIN", value: score }],
    reason: { code: "DUE_REVIEW", params: { n: due.length, lowestR: Math.round(lowestRecall * 100) / 100 } },
  };
}
