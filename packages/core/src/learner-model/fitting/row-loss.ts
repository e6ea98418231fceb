import { sigmoid } from "../../logit.ts";
import { bounded } from "../predict.ts";
import type { FeatureMatrix } from "./feature-matrix.ts";

/** Log loss of a row that is predicted by this logit. */
export function lossOfRow({ outcomes }: FeatureMatrix, row: number, logit: number): number {
  const probability = bounded(sigmoid(logit));
  return -Math.log(outcomes[row] === 1 ? probability : 1 - probability);
}
