import { LEAK } from "../blend.ts";
import type { NetworkWeights } from "../model.ts";
import { WIDTH, type FeatureMatrix } from "./feature-matrix.ts";
import { normal } from "./seeded-random.ts";

/** Rows that go through the network together. */
export const BATCH = 64;

/**
 * A network with one hidden layer in training, its weights in one array:
 * `units` rows of `WIDTH` input weights, then `units` biases, `units` output weights, one bias.
 *
 * Inner loops take four units at a time: four sums in flight take a third of the time of one.
 */
export class Network {
  readonly units: number;
  readonly weights: Float64Array;
  /** Features of the batch, row by row. */
  readonly #inputs = new Float64Array(BATCH * WIDTH);
  /** Unit by unit, `BATCH` numbers each. */
  readonly #activations: Float64Array;
  readonly #slopes: Float64Array;

  /** @param units a multiple of four */
  constructor(units: number, random: () => number) {
    this.units = units;
    this.weights = new Float64Array(units * (WIDTH + 2) + 1);
    this.#activations = new Float64Array(units * BATCH);
    this.#slopes = new Float64Array(units * BATCH);
    for (let at = 0; at < units * WIDTH; at += 1) this.weights[at] = normal(random) / Math.sqrt(WIDTH);
    for (let unit = 0; unit < units; unit += 1)
      this.weights[units * (WIDTH + 1) + unit] = 0.1 * normal(random);
  }

  /** Writes what the network adds to the logits of up to `BATCH` rows. */
  logits({ features }: FeatureMatrix, rows: Int32Array, out: Float64Array): void {
    const { units, weights } = this;
    for (let index = 0; index < rows.length; index += 1) {
      const start = (rows[index] ?? 0) * WIDTH;
      for (let column = 0; column < WIDTH; column += 1) {
        this.#inputs[index * WIDTH + column] = features[start + column] ?? 0;
      }
    }
    out.fill(weights[weights.length - 1] ?? 0);
    for (let unit = 0; unit < units; unit += 4) {
      for (let index = 0; index < rows.length; index += 1) this.#activate(unit, index);
    }
    for (let unit = 0; unit < units; unit += 1) {
      const output = weights[units * (WIDTH + 1) + unit] ?? 0;
      for (let index = 0; index < rows.length; index += 1) {
        out[index] = (out[index] ?? 0) + output * (this.#activations[unit * BATCH + index] ?? 0);
      }
    }
  }

  /** Writes the loss's mean slope by each weight for the batch of the last `logits`; errors are p minus outcome. */
  gradient(errors: Float64Array, count: number, out: Float64Array): void {
    const { units, weights } = this;
    const biases = units * WIDTH;
    let total = 0;
    for (let index = 0; index < count; index += 1) total += errors[index] ?? 0;
    out[weights.length - 1] = total / count;
    for (let unit = 0; unit < units; unit += 1) {
      const weight = weights[biases + units + unit] ?? 0;
      let byOutput = 0;
      let byBias = 0;
      for (let index = 0; index < count; index += 1) {
        const at = unit * BATCH + index;
        const error = (errors[index] ?? 0) / count;
        const activation = this.#activations[at] ?? 0;
        const slope = error * weight * (activation > 0 ? 1 : LEAK);
        this.#slopes[at] = slope;
        byOutput += error * activation;
        byBias += slope;
      }
      out[biases + unit] = byBias;
      out[biases + units + unit] = byOutput;
    }
    for (let unit = 0; unit < units; unit += 4) {
      for (let column = 0; column < WIDTH; column += 1) this.#inputGradient(unit, column, count, out);
    }
  }

  #activate(unit: number, index: number): void {
    const { units, weights } = this;
    const biases = units * WIDTH;
    let first = weights[biases + unit] ?? 0;
    let second = weights[biases + unit + 1] ?? 0;
    let third = weights[biases + unit + 2] ?? 0;
    let fourth = weights[biases + unit + 3] ?? 0;
    const start = index * WIDTH;
    for (let column = 0, at = unit * WIDTH; column < WIDTH; column += 1, at += 1) {
      const z = this.#inputs[start + column] ?? 0;
      first += (weights[at] ?? 0) * z;
      second += (weights[at + WIDTH] ?? 0) * z;
      third += (weights[at + 2 * WIDTH] ?? 0) * z;
      fourth += (weights[at + 3 * WIDTH] ?? 0) * z;
    }
    const at = unit * BATCH + index;
    this.#activations[at] = first > 0 ? first : LEAK * first;
    this.#activations[at + BATCH] = second > 0 ? second : LEAK * second;
    this.#activations[at + 2 * BATCH] = third > 0 ? third : LEAK * third;
    this.#activations[at + 3 * BATCH] = fourth > 0 ? fourth : LEAK * fourth;
  }

  #inputGradient(unit: number, column: number, count: number, out: Float64Array): void {
    let first = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    const from = unit * BATCH;
    for (let index = 0; index < count; index += 1) {
      const z = this.#inputs[index * WIDTH + column] ?? 0;
      first += (this.#slopes[from + index] ?? 0) * z;
      second += (this.#slopes[from + BATCH + index] ?? 0) * z;
      third += (this.#slopes[from + 2 * BATCH + index] ?? 0) * z;
      fourth += (this.#slopes[from + 3 * BATCH + index] ?? 0) * z;
    }
    const at = unit * WIDTH + column;
    out[at] = first;
    out[at + WIDTH] = second;
    out[at + 2 * WIDTH] = third;
    out[at + 3 * WIDTH] = fourth;
  }

  /** Its weights as data, the output scaled by `share`, in single precision. */
  export(share: number): NetworkWeights {
    const { units, weights } = this;
    const part = (from: number, to: number, scale: number): number[] =>
      Array.from(weights.subarray(from, to), (weight) => Math.fround(weight * scale));
    const biases = units * WIDTH;
    return {
      hidden: part(0, biases, 1),
      biases: part(biases, biases + units, 1),
      output: part(biases + units, biases + 2 * units, share),
      bias: Math.fround((weights[weights.length - 1] ?? 0) * share),
    };
  }
}

/** What the network adds to the logits of any number of rows. */
export function networkLogits(network: Network, matrix: FeatureMatrix, rows: Int32Array): Float64Array {
  const logits = new Float64Array(rows.length);
  for (let start = 0; start < rows.length; start += BATCH) {
    network.logits(matrix, rows.subarray(start, start + BATCH), logits.subarray(start, start + BATCH));
  }
  return logits;
}
