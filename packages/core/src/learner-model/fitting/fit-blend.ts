import type { BlendWeights } from "../model.ts";
import { choose, logitsOf, type Fold, type Plan } from "./choose.ts";
import { standardise, WIDTH, type FeatureMatrix } from "./feature-matrix.ts";
import { fitCalibration } from "./fit-calibration.ts";
import { fitLinear } from "./fit-linear.ts";
import { trainNetwork } from "./train-network.ts";

const UNITS = 8;
const SEEDS = [1, 2] as const;
const MOST_EPOCHS = 10;

/** Row visits that one network may cost: the time of a fit does not grow with the log beyond it. */
const MOST_VISITS = 800_000;

/** Row visits by which choices may be judged: a small log is judged on all its folds, a large one on one. */
const CHOICE_VISITS = 1_000_000;

/** Fits the last stage: choices are made on held-back learners, then all learners count. */
export function fitBlend(
  matrix: FeatureMatrix,
  foldOf: (learner: number) => number,
  folds: number,
): BlendWeights {
  const { means, scales } = standardise(matrix);
  const size = Math.max(1, matrix.size);
  const schedule = Math.max(2, Math.min(MOST_EPOCHS, Math.round(MOST_VISITS / size)));
  const plan: Plan = { units: UNITS, schedule, seeds: SEEDS };
  const judged = Math.max(1, Math.min(folds, Math.floor(CHOICE_VISITS / (size * schedule))));
  const all = Int32Array.from({ length: matrix.size }, (_, row) => row);
  const { ridge, epochs, share, foretold } = choose(matrix, foldsOf(matrix, all, foldOf, judged), plan);
  const [linear = new Float64Array(WIDTH + 1)] = fitLinear(matrix, all, [ridge]);
  const base = logitsOf(matrix, linear);
  const seeds = share === 0 ? [] : SEEDS;
  return {
    means: Array.from(means),
    scales: Array.from(scales),
    bias: Math.fround(linear[WIDTH] ?? 0),
    linear: Array.from(linear.subarray(0, WIDTH), Math.fround),
    networks: seeds.map((seed) =>
      trainNetwork({ matrix, rows: all, base }, { units: UNITS, epochs, schedule, seed }).export(
        share / SEEDS.length,
      ),
    ),
    calibration: fitCalibration(foretold),
  };
}

function foldsOf(
  { learners }: FeatureMatrix,
  all: Int32Array,
  foldOf: (learner: number) => number,
  judged: number,
): Fold[] {
  return Array.from({ length: judged }, (_, fold) => ({
    rest: all.filter((row) => foldOf(learners[row] ?? 0) !== fold),
    held: all.filter((row) => foldOf(learners[row] ?? 0) === fold),
  }));
}
