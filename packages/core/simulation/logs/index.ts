import type { LearnerEvent } from "../../src/learner-model/index.ts";
import { randomOf } from "../random.ts";
import { bank } from "./bank.ts";
import { choices, diagnosis } from "./guessed.ts";
import type { LogFamily } from "./log-family.ts";
import * as plain from "./simple/ability-and-ease.ts";
import * as practice from "./simple/practice.ts";
import { steps } from "./steps.ts";
import { testOfGrammar } from "./test-of-grammar.ts";
import { tutor } from "./tutor.ts";
import { vocabulary } from "./vocabulary.ts";

/** Logs as different as those that the engine is for; none is of the learner model's own making. */
export const LOG_FAMILIES: Readonly<Record<string, LogFamily>> = {
  tutor,
  steps,
  bank,
  grammar: testOfGrammar,
  vocabulary,
  choices,
  diagnosis,
};

/** Logs of which there is little to know but ability and ease: a model that knows how to use more must not lose by it. */
export const SIMPLE_FAMILIES: Readonly<Record<string, LogFamily>> = {
  once: plain.once,
  again: plain.again,
  sorted: plain.sorted,
  "nearly-right": plain.nearlyRight,
  fresh: plain.fresh,
  "fresh-unnamed": plain.freshUnnamed,
  single: practice.single,
  "single-in-order": practice.singleInOrder,
  "long-gaps": practice.longGaps,
  "shown-twice": practice.shownTwice,
  windows: practice.windows,
  coin: plain.coin,
  changing: plain.changing,
};

/** Logs of learners of one family on the same material: some to fit a model to, others to judge it by. */
export function simulateLogs(
  family: LogFamily,
  { train, test, seed }: { readonly train: number; readonly test: number; readonly seed: number },
): { readonly train: LearnerEvent[]; readonly test: LearnerEvent[] } {
  const learners = Array.from({ length: train + test }, (_, index) => `learner ${index}`);
  const fitted = new Set(learners.slice(0, train));
  const events = family(randomOf(seed), learners);
  return {
    train: events.filter(({ learner }) => fitted.has(learner)),
    test: events.filter(({ learner }) => !fitted.has(learner)),
  };
}
