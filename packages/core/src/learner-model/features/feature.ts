import type { Situation } from "../situation.ts";

/** Adds the features of one kind to a row; all are finite, for any situation. */
export type Describe = (situation: Situation, row: FeatureRow) => void;

/**
 * Numbers of a situation one after the other, in an array that may hold many rows.
 *
 * Each is written where it is worked out: a function that returns one of seventy numbers puts it into a box, which is
 * garbage once it is written.
 */
export class FeatureRow {
  readonly #values: Float32Array | Float64Array;
  readonly #names: string[] | undefined;
  #at: number;

  /** @param names where the features' names are noted, if anywhere */
  constructor(values: Float32Array | Float64Array, start: number, names?: string[]) {
    this.#values = values;
    this.#at = start;
    this.#names = names;
  }

  add(name: string, value: number): void {
    this.#values[this.#at] = value;
    this.#at += 1;
    if (this.#names !== undefined) this.#names.push(name);
  }
}

export function signedLog(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value));
}

/** Logit of a share, with a little of a draw mixed in. */
export function smoothedLogit(rights: number, answers: number): number {
  return Math.log((rights + 0.7) / (answers - rights + 0.7));
}
