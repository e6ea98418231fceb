import { logit, sigmoid } from "../catalogue/logit.ts";
import { solveSymmetric } from "../learner-model/fitting/solve-symmetric.ts";
import type { LearnerState } from "../learner-model/index.ts";
import type { Probability } from "../units.ts";
import {
  DAY_SECONDS,
  describeHistory,
  historyBefore,
  leftOfDay,
  leftOfWeeks,
  logGap,
  WIDTH,
  type History,
} from "./forgetting.ts";

/**
 * Means and standard deviations over learners of what the numbers of `describeHistory` weigh, from simulated learners of
 * two memories under six ways of practice (docs/engine-decisions.md), rounded: a learner's own answers soon outweigh them.
 */
const USUAL = [2.2, -0.6, 1.5, -0.4, -1, 0.5, 0.1];
const SPREAD = [0.8, 0.3, 0.5, 0.6, 0.9, 0.5, 0.2];

/** Answers weigh less by e in so many days: what is failed is asked again sooner, so of old answers the right ones stay. */
const FRESH_SECONDS = 3 * DAY_SECONDS;

/** Bounds of the weight by which an outcome that is rarer among last answers than among all is made up for. */
const LEAST_SHARE = 0.4;
const MOST_SHARE = 2.5;

const STEPS = 5;

/** How one learner forgets: weights of a logistic recall curve. */
export interface MemoryEstimate {
  readonly weights: Float64Array;
}

interface Answer {
  readonly numbers: Float64Array;
  readonly right: boolean;
  weight: number;
}

/**
 * Learns from the last answer to each item, the history before it and the gap, how this learner forgets: the posterior
 * mode around what is usual, by Newton's method. Without answers it is what is usual.
 */
export function estimateMemory(learner: LearnerState): MemoryEstimate {
  const answers = weighedAnswers(learner);
  const weights = Float64Array.from(USUAL);
  for (let step = 0; step < STEPS && answers.length > 0; step += 1) improve(weights, answers);
  return { weights };
}

function weighedAnswers({ learner, items }: LearnerState): Answer[] {
  const answers: Answer[] = [];
  let rights = 0;
  let wrongs = 0;
  for (const [, trace] of items.entries()) {
    if (trace.last === 0 || trace.attempts + trace.studies < 2 || !(trace.lastGap > 0)) continue;
    const numbers = new Float64Array(WIDTH);
    describeHistory(historyBefore(trace), trace.lastGap, numbers);
    const weight = Math.exp(-Math.max(0, learner.lastAt - trace.lastAt) / FRESH_SECONDS);
    answers.push({ numbers, right: trace.last > 0, weight });
    rights += trace.rights;
    wrongs += Math.max(0, trace.attempts - trace.rights - 1);
  }
  const kept = answers.filter(({ right }) => right).length;
  const share = rights / Math.max(1, rights + wrongs);
  const ofRight = madeUp(share * answers.length, kept);
  const ofWrong = madeUp((1 - share) * answers.length, answers.length - kept);
  for (const answer of answers) answer.weight *= answer.right ? ofRight : ofWrong;
  return answers;
}

/** Half way (on the log scale) between no correction and the whole, since the share changes as a learner learns. */
function madeUp(expected: number, kept: number): number {
  return Math.min(MOST_SHARE, Math.max(LEAST_SHARE, Math.sqrt(expected / Math.max(1, kept))));
}

/** One Newton step towards the posterior mode. */
function improve(weights: Float64Array, answers: readonly Answer[]): void {
  const gradient = new Float64Array(WIDTH);
  const hessian = new Float64Array(WIDTH * WIDTH);
  for (let index = 0; index < WIDTH; index += 1) {
    const precision = 1 / (SPREAD[index] ?? 1) ** 2;
    gradient[index] = precision * ((USUAL[index] ?? 0) - (weights[index] ?? 0));
    hessian[index * WIDTH + index] = precision;
  }
  for (const { numbers, right, weight } of answers) {
    const recall = sigmoid(dot(weights, numbers));
    const residual = weight * ((right ? 1 : 0) - recall);
    const information = weight * recall * (1 - recall);
    for (let index = 0; index < WIDTH; index += 1) {
      const value = numbers[index] ?? 0;
      gradient[index] = (gradient[index] ?? 0) + residual * value;
      for (let other = 0; other <= index; other += 1) {
        const place = index * WIDTH + other;
        hessian[place] = (hessian[place] ?? 0) + information * value * (numbers[other] ?? 0);
      }
    }
  }
  const step = solveSymmetric(hessian, gradient);
  for (let index = 0; index < WIDTH; index += 1) weights[index] = (weights[index] ?? 0) + (step[index] ?? 0);
}

const description = new Float64Array(WIDTH);

/** Probability of recall `gap` seconds after the history's last moment. */
export function recallOf({ weights }: MemoryEstimate, history: History, gap: number): Probability {
  describeHistory(history, Math.max(0, gap), description);
  return sigmoid(dot(weights, description));
}

/** What of `describeHistory` depends on the gap alone, for whole days up to `MOST_DAYS`: the look-ahead asks for nothing else. */
const MOST_DAYS = 1_024;
const ofDays = (value: (seconds: number) => number) =>
  Float64Array.from({ length: MOST_DAYS + 1 }, (_, days) => value(days * DAY_SECONDS));
const LOG_GAP = ofDays(logGap);
const LEFT_OF_DAY = ofDays(leftOfDay);
const LEFT_OF_WEEKS = ofDays(leftOfWeeks);

/**
 * Whether an item is still recalled with a probability of at least `target` so many whole days after the history's last
 * moment. The same as `recallOf` with what does not depend on the days worked out once.
 */
export function knownAfterDays(
  { weights }: MemoryEstimate,
  history: History,
  target: Probability,
): (days: number) => boolean {
  describeHistory(history, 0, description);
  const [, gapWeight = 0, , , dayWeight = 0, weeksWeight = 0] = weights;
  const fixed =
    dot(weights, description) - dayWeight * (description[4] ?? 0) - weeksWeight * (description[5] ?? 0);
  const least = logit(target) - fixed;
  const { rightDay, rightWeeks } = history;
  return (days) => {
    const isTabled = days <= MOST_DAYS;
    const gap = isTabled ? (LOG_GAP[days] ?? 0) : logGap(days * DAY_SECONDS);
    const ofDay = isTabled ? (LEFT_OF_DAY[days] ?? 0) : leftOfDay(days * DAY_SECONDS);
    const ofWeeks = isTabled ? (LEFT_OF_WEEKS[days] ?? 0) : leftOfWeeks(days * DAY_SECONDS);
    return (
      gapWeight * gap +
        dayWeight * Math.log1p(rightDay * ofDay) +
        weeksWeight * Math.log1p(rightWeeks * ofWeeks) >=
      least
    );
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < WIDTH; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
