import { FEWEST_LEARNERS, isSurelyLess, sum } from "./choose-scale.ts";
import type { FeatureMatrix } from "./feature-matrix.ts";
import type { Foretold } from "./fit-calibration.ts";
import { fitLinear, linearLogit } from "./fit-linear.ts";
import { networkLogits } from "./network.ts";
import { lossOfRow } from "./row-loss.ts";
import { trainNetwork } from "./train-network.ts";

/**
 * Ridges tried, in units of information; by the last the rating all but speaks alone. The first all but lets the weights go, and has
 * to be surely better than the best of the others.
 */
const RIDGES = [1, 10, 100, 1_000, 10_000, 100_000] as const;

/** Of a log of one learner, with no one to hold back. */
const DEFAULT_RIDGE = 1_000;

/** Weights of the networks' sum that are tried. */
const SHARES = [0.5, 1] as const;

export interface Choice {
  readonly ridge: number;
  readonly epochs: number;
  /** Weight of the networks' mean, 0 to 1. */
  readonly share: number;
}

/** What was chosen, and how it foretold the rows that it was judged by. */
export interface Judged extends Choice {
  readonly foretold: readonly Foretold[];
}

/** What every network of a fit has in common. */
export interface Plan {
  readonly units: number;
  readonly schedule: number;
  readonly seeds: readonly number[];
}

/** Rows to train on, and rows of other learners to judge by. */
export interface Fold {
  readonly rest: Int32Array;
  readonly held: Int32Array;
}

/** Ridge, epochs and the networks' share by the log loss on held-back learners, summed over folds. */
export function choose(matrix: FeatureMatrix, folds: readonly Fold[], plan: Plan): Judged {
  const usable = folds.filter(({ rest, held }) => rest.length > 0 && held.length > 0);
  if (usable.length === 0) return { ridge: DEFAULT_RIDGE, epochs: 0, share: 0, foretold: [] };
  const bases = usable.map(({ rest }) =>
    fitLinear(matrix, rest, RIDGES).map((weights) => logitsOf(matrix, weights)),
  );
  const places = placesOf(matrix, usable);
  const losses = RIDGES.map((_, index) => {
    const own = new Float64Array(places.size);
    usable.forEach(({ held }, fold) => addLosses(own, matrix, { rows: held, places }, bases[fold]?.[index]));
    return own;
  });
  const best = bestRidge(losses);
  const ridge = RIDGES[best] ?? DEFAULT_RIDGE;
  const corrections = usable.map((fold, index) => networkPaths(matrix, fold, bases[index]?.[best], plan));
  let choice: Choice = { ridge, epochs: 0, share: 0 };
  let least = sum(losses[best] ?? []);
  for (let epochs = 1; epochs <= plan.schedule; epochs += 1) {
    for (const share of SHARES) {
      const loss = sum(
        usable.map(({ held }, fold) =>
          logLoss(matrix, held, bases[fold]?.[best], { path: corrections[fold]?.[epochs - 1], share }),
        ),
      );
      if (loss >= least) continue;
      least = loss;
      choice = { ridge, epochs, share };
    }
  }
  const { epochs, share } = choice;
  const foretold = usable.flatMap(({ held }, fold) => {
    const path = corrections[fold]?.[epochs - 1];
    return Array.from(held, (row, index) => ({
      logit: (bases[fold]?.[best]?.[row] ?? 0) + share * (path?.[index] ?? 0),
      outcome: matrix.outcomes[row] ?? 0,
      learner: matrix.learners[row] ?? 0,
    }));
  });
  return { ...choice, foretold };
}

/** Index of the ridge to take, by the losses of each held-back learner: the best of all but the first, or the first where that is surely better. */
export function bestRidge(losses: readonly Float64Array[]): number {
  const totals = losses.map(sum);
  const careful = totals.indexOf(Math.min(...totals.slice(1)), 1);
  const [first] = losses;
  const other = losses[careful];
  if (first === undefined || other === undefined || first.length < FEWEST_LEARNERS) return careful;
  return isSurelyLess(first, other) ? 0 : careful;
}

/** A number from nought on for each learner who is held back: of a long log that is one in five. */
function placesOf({ learners }: FeatureMatrix, folds: readonly Fold[]): Map<number, number> {
  const places = new Map<number, number>();
  for (const { held } of folds) {
    for (const row of held) {
      const learner = learners[row] ?? 0;
      if (!places.has(learner)) places.set(learner, places.size);
    }
  }
  return places;
}

/** Adds the log loss of rows to that of their learners. */
function addLosses(
  losses: Float64Array,
  matrix: FeatureMatrix,
  { rows, places }: { readonly rows: Int32Array; readonly places: ReadonlyMap<number, number> },
  base: Float64Array | undefined,
): void {
  for (const row of rows) {
    const place = places.get(matrix.learners[row] ?? 0) ?? 0;
    losses[place] = (losses[place] ?? 0) + lossOfRow(matrix, row, base?.[row] ?? 0);
  }
}

/** Logits of every row of a matrix by linear weights. */
export function logitsOf(matrix: FeatureMatrix, weights: Float64Array): Float64Array {
  return Float64Array.from({ length: matrix.size }, (_, row) => linearLogit(matrix, row, weights));
}

/** What the mean of the networks adds to each held-back row, after each epoch. */
function networkPaths(
  matrix: FeatureMatrix,
  { rest, held }: Fold,
  base: Float64Array = new Float64Array(0),
  plan: Plan,
): Float64Array[] {
  const { units, schedule, seeds } = plan;
  const paths = Array.from({ length: schedule }, () => new Float64Array(held.length));
  for (const seed of seeds) {
    trainNetwork(
      { matrix, rows: rest, base },
      { units, epochs: schedule, schedule, seed },
      (network, epoch) => {
        const path = paths[epoch - 1];
        if (path === undefined) return;
        networkLogits(network, matrix, held).forEach((logit, index) => {
          path[index] = (path[index] ?? 0) + logit / seeds.length;
        });
      },
    );
  }
  return paths;
}

/** Summed over rows; the correction is by position in `rows`, the base by row. */
function logLoss(
  matrix: FeatureMatrix,
  rows: Int32Array,
  base: Float64Array | undefined,
  correction?: { readonly path: Float64Array | undefined; readonly share: number },
): number {
  let loss = 0;
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index] ?? 0;
    const logit = (base?.[row] ?? 0) + (correction?.share ?? 0) * (correction?.path?.[index] ?? 0);
    loss += lossOfRow(matrix, row, logit);
  }
  return loss;
}
