import { sigmoid } from "../../logit.ts";
import { bounded } from "../predict.ts";
import type { FeatureMatrix } from "./feature-matrix.ts";

/** Log loss of an outcome (1 or 0) that is predicted by this logit. */
export function lossOf(logit: number, outcome: number): number {
  const probability = bounded(sigmoid(logit));
  return -Math.log(outcome === 1 ? probability : 1 - probability);
}

/** Log loss of a row that is predicted by this logit. */
export function lossOfRow({ outcomes }: FeatureMatrix, row: number, logit: number): number {
  return lossOf(logit, outcomes[row] ?? 0);
}
