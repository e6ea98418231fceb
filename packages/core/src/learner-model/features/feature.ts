import type { Situation } from "../situation.ts";

/** Named numbers of a situation, finite for any. */
export type Features = Readonly<Record<string, (situation: Situation) => number>>;

export function signedLog(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value));
}

/** Logit of a share, with a little of a draw mixed in. */
export function smoothedLogit(rights: number, answers: number): number {
  return Math.log((rights + 0.7) / (answers - rights + 0.7));
}
