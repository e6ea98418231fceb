import { sigmoid } from "../logit.ts";
import { solveSymmetric } from "../learner-model/fitting/solve-symmetric.ts";
import type { LearnerState } from "../learner-model/index.ts";
import { DAY_SECONDS, describeHistory, historyBefore, WIDTH } from "./forgetting.ts";
import { recallLogit, type MemoryEstimate } from "./recall-curve.ts";

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

/** Newton's steps at the most, and a gain in log posterior density that ends them. */
const STEPS = 12;
const CLOSE = 0.001;

/** A step that gains nothing is halved as often as this: where everything looked certain, Newton's own leads far beyond the mode. */
const HALVINGS = 10;

interface Answer {
  readonly numbers: Float64Array;
  readonly right: boolean;
  weight: number;
}

/**
 * Learns from the last review of each item, the history before it and the gap, how this learner forgets: the posterior
 * mode around what is usual, by Newton's method. Without answers it is what is usual.
 */
export function estimateMemory(learner: LearnerState): MemoryEstimate {
  const answers = weighedAnswers(learner);
  const weights = Float64Array.from(USUAL);
  let density = logPosterior(weights, answers);
  for (let step = 0; step < STEPS && answers.length > 0; step += 1) {
    const before = density;
    density = improve(weights, answers, before);
    if (density - before < CLOSE) break;
  }
  return { weights };
}

function weighedAnswers({ learner, items }: LearnerState): Answer[] {
  const answers: Answer[] = [];
  let rights = 0;
  let wrongs = 0;
  for (const [, { reviews, lastAt }] of items.entries()) {
    if (!(reviews.gap > 0)) continue;
    const numbers = new Float64Array(WIDTH);
    describeHistory(historyBefore(reviews), reviews.gap, numbers);
    const weight = Math.exp(-Math.max(0, learner.lastAt - lastAt) / FRESH_SECONDS);
    answers.push({ numbers, right: reviews.last > 0, weight });
    rights += reviews.rights;
    wrongs += Math.max(0, reviews.others - 1);
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

/** Up to a constant. */
function logPosterior(weights: Float64Array, answers: readonly Answer[]): number {
  let density = 0;
  for (let index = 0; index < WIDTH; index += 1)
    density -= (((weights[index] ?? 0) - (USUAL[index] ?? 0)) / (SPREAD[index] ?? 1)) ** 2 / 2;
  for (const { numbers, right, weight } of answers) {
    const logit = recallLogit(weights, numbers);
    density -= weight * Math.log1p(Math.exp(right ? -logit : logit));
  }
  return density;
}

/** One step towards the posterior mode, from weights of this density; returns that of the new ones, which is never less. */
function improve(weights: Float64Array, answers: readonly Answer[], density: number): number {
  const from = weights.slice();
  const step = newtonStep(weights, answers);
  for (let share = 1; share > 0.5 ** HALVINGS; share /= 2) {
    for (let index = 0; index < WIDTH; index += 1)
      weights[index] = (from[index] ?? 0) + share * (step[index] ?? 0);
    const reached = logPosterior(weights, answers);
    if (reached >= density) return reached;
  }
  weights.set(from);
  return density;
}

function newtonStep(weights: Float64Array, answers: readonly Answer[]): Float64Array {
  const gradient = new Float64Array(WIDTH);
  const hessian = new Float64Array(WIDTH * WIDTH);
  for (let index = 0; index < WIDTH; index += 1) {
    const precision = 1 / (SPREAD[index] ?? 1) ** 2;
    gradient[index] = precision * ((USUAL[index] ?? 0) - (weights[index] ?? 0));
    hessian[index * WIDTH + index] = precision;
  }
  for (const { numbers, right, weight } of answers) {
    const recall = sigmoid(recallLogit(weights, numbers));
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
  return solveSymmetric(hessian, gradient);
}
