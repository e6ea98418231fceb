import type { BlendWeights } from "../model.ts";
import { sigmoid } from "../situation.ts";
import { standardise, WIDTH, type FeatureMatrix } from "./feature-matrix.ts";
import { fitLinear, linearLogit } from "./fit-linear.ts";
import { networkLogits } from "./network.ts";
import { trainNetwork } from "./train-network.ts";

/** Ridges tried, in units of information. */
const RIDGES = [10, 100, 1_000, 10_000] as const;
const DEFAULT_RIDGE = 1_000;

const UNITS = 8;
const SEEDS = [1, 2] as const;
const MOST_EPOCHS = 10;

/** Row visits that one network may cost: the time of a fit does not grow with the log beyond it. */
const MOST_VISITS = 800_000;

interface Choice {
  readonly ridge: number;
  readonly epochs: number;
  /** Weight of the networks' sum, 0 to 1. */
  readonly share: number;
}

/**
 * Fits the last stage: ridge, epochs and the networks' share are chosen on held-back learners, then all learners
 * count.
 */
export function fitBlend(matrix: FeatureMatrix, isHeldBack: (learner: number) => boolean): BlendWeights {
  const { means, scales } = standardise(matrix);
  const all = Int32Array.from({ length: matrix.size }, (_, row) => row);
  const held = all.filter((row) => isHeldBack(matrix.learners[row] ?? 0));
  const rest = all.filter((row) => !isHeldBack(matrix.learners[row] ?? 0));
  const schedule = Math.max(2, Math.min(MOST_EPOCHS, Math.round(MOST_VISITS / Math.max(1, matrix.size))));
  const choice = choose(matrix, rest, held, schedule);
  const [linear = new Float64Array(WIDTH + 1)] = fitLinear(matrix, all, [choice.ridge]);
  const base = logitsOf(matrix, linear);
  const share = choice.share / SEEDS.length;
  const networks =
    share === 0
      ? []
      : SEEDS.map((seed) =>
          trainNetwork(
            { matrix, rows: all, base },
            { units: UNITS, epochs: choice.epochs, schedule, seed },
          ).export(share),
        );
  return {
    means: Array.from(means),
    scales: Array.from(scales),
    bias: Math.fround(linear[WIDTH] ?? 0),
    linear: Array.from(linear.subarray(0, WIDTH), Math.fround),
    networks,
    calibration: [0, 1],
  };
}

function logitsOf(matrix: FeatureMatrix, weights: Float64Array): Float64Array {
  return Float64Array.from({ length: matrix.size }, (_, row) => linearLogit(matrix, row, weights));
}

function logLoss(
  matrix: FeatureMatrix,
  rows: Int32Array,
  logitOf: (row: number, index: number) => number,
): number {
  let loss = 0;
  rows.forEach((row, index) => {
    const probability = Math.min(0.9999, Math.max(0.0001, sigmoid(logitOf(row, index))));
    loss -= Math.log(matrix.outcomes[row] === 1 ? probability : 1 - probability);
  });
  return loss / Math.max(1, rows.length);
}

function choose(matrix: FeatureMatrix, rest: Int32Array, held: Int32Array, schedule: number): Choice {
  if (rest.length === 0 || held.length === 0) return { ridge: DEFAULT_RIDGE, epochs: 0, share: 0 };
  const fits = fitLinear(matrix, rest, RIDGES).map((weights, index) => {
    const base = logitsOf(matrix, weights);
    return {
      ridge: RIDGES[index] ?? DEFAULT_RIDGE,
      base,
      loss: logLoss(matrix, held, (row) => base[row] ?? 0),
    };
  });
  const best = fits.reduce((least, fit) => (fit.loss < least.loss ? fit : least));
  const { base } = best;
  const sums = Array.from({ length: schedule }, () => new Float64Array(held.length));
  for (const seed of SEEDS) {
    trainNetwork(
      { matrix, rows: rest, base },
      { units: UNITS, epochs: schedule, schedule, seed },
      (network, epoch) => {
        const sum = sums[epoch - 1];
        if (sum === undefined) return;
        networkLogits(network, matrix, held).forEach((logit, index) => {
          sum[index] = (sum[index] ?? 0) + logit / SEEDS.length;
        });
      },
    );
  }
  let chosen: Choice = { ridge: best.ridge, epochs: 0, share: 0 };
  let least = best.loss;
  sums.forEach((sum, epoch) => {
    for (const share of [0.5, 1]) {
      const loss = logLoss(matrix, held, (row, index) => (base[row] ?? 0) + share * (sum[index] ?? 0));
      if (loss >= least) continue;
      least = loss;
      chosen = { ridge: best.ridge, epochs: epoch + 1, share };
    }
  });
  return chosen;
}
