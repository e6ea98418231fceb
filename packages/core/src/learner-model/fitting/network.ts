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
  /** What each row of the batch adds to the mean slope by its logit. */
  readonly #shares = new Float64Array(BATCH);
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
    const inputs = this.#inputs;
    const activations = this.#activations;
    for (let index = 0, at = 0; index < rows.length; index += 1) {
      const start = (rows[index] ?? 0) * WIDTH;
      for (let column = 0; column < WIDTH; column += 1, at += 1) inputs[at] = features[start + column] ?? 0;
    }
    out.fill(weights[weights.length - 1] ?? 0);
    for (let unit = 0; unit < units; unit += 4) {
      for (let index = 0; index < rows.length; index += 2) this.#activate(unit, index);
    }
    for (let unit = 0; unit < units; unit += 1) {
      const output = weights[units * (WIDTH + 1) + unit] ?? 0;
      for (let index = 0; index < rows.length; index += 1) {
        out[index] = (out[index] ?? 0) + output * (activations[unit * BATCH + index] ?? 0);
      }
    }
  }

  /** Writes the loss's mean slope by each weight for the batch of the last `logits`; errors are p minus outcome. */
  gradient(errors: Float64Array, count: number, out: Float64Array): void {
    const { units, weights } = this;
    const shares = this.#shares;
    const activations = this.#activations;
    const slopes = this.#slopes;
    const biases = units * WIDTH;
    let total = 0;
    for (let index = 0; index < count; index += 1) {
      const error = errors[index] ?? 0;
      total += error;
      shares[index] = error / count;
    }
    out[weights.length - 1] = total / count;
    for (let unit = 0; unit < units; unit += 1) {
      const weight = weights[biases + units + unit] ?? 0;
      let byOutput = 0;
      let byBias = 0;
      for (let index = 0; index < count; index += 1) {
        const at = unit * BATCH + index;
        const error = shares[index] ?? 0;
        const activation = activations[at] ?? 0;
        const slope = error * weight * (activation > 0 ? 1 : LEAK);
        slopes[at] = slope;
        byOutput += error * activation;
        byBias += slope;
      }
      out[biases + unit] = byBias;
      out[biases + units + unit] = byOutput;
    }
    for (let unit = 0; unit < units; unit += 4) {
      for (let column = 0; column < WIDTH; column += 2)
        this.#inputGradient(unit, Math.min(column, WIDTH - 2), count, out);
    }
  }

  /** Of two rows: after the last row of an odd number comes what an earlier batch has left there. */
  #activate(unit: number, index: number): void {
    const { units, weights } = this;
    const inputs = this.#inputs;
    const biases = units * WIDTH + unit;
    let a = weights[biases] ?? 0;
    let b = weights[biases + 1] ?? 0;
    let c = weights[biases + 2] ?? 0;
    let d = weights[biases + 3] ?? 0;
    let e = a;
    let f = b;
    let g = c;
    let h = d;
    const start = index * WIDTH;
    for (let column = 0, at = unit * WIDTH; column < WIDTH; column += 1, at += 1) {
      const z = inputs[start + column] ?? 0;
      const next = inputs[start + WIDTH + column] ?? 0;
      const first = weights[at] ?? 0;
      const second = weights[at + WIDTH] ?? 0;
      const third = weights[at + 2 * WIDTH] ?? 0;
      const fourth = weights[at + 3 * WIDTH] ?? 0;
      a += first * z;
      b += second * z;
      c += third * z;
      d += fourth * z;
      e += first * next;
      f += second * next;
      g += third * next;
      h += fourth * next;
    }
    const activations = this.#activations;
    const at = unit * BATCH + index;
    activations[at] = leaky(a);
    activations[at + 1] = leaky(e);
    activations[at + BATCH] = leaky(b);
    activations[at + BATCH + 1] = leaky(f);
    activations[at + 2 * BATCH] = leaky(c);
    activations[at + 2 * BATCH + 1] = leaky(g);
    activations[at + 3 * BATCH] = leaky(d);
    activations[at + 3 * BATCH + 1] = leaky(h);
  }

  /** Of two columns. */
  #inputGradient(unit: number, column: number, count: number, out: Float64Array): void {
    const inputs = this.#inputs;
    const slopes = this.#slopes;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let e = 0;
    let f = 0;
    let g = 0;
    let h = 0;
    const from = unit * BATCH;
    for (let index = 0, start = column; index < count; index += 1, start += WIDTH) {
      const z = inputs[start] ?? 0;
      const next = inputs[start + 1] ?? 0;
      const first = slopes[from + index] ?? 0;
      const second = slopes[from + BATCH + index] ?? 0;
      const third = slopes[from + 2 * BATCH + index] ?? 0;
      const fourth = slopes[from + 3 * BATCH + index] ?? 0;
      a += first * z;
      b += second * z;
      c += third * z;
      d += fourth * z;
      e += first * next;
      f += second * next;
      g += third * next;
      h += fourth * next;
    }
    const at = unit * WIDTH + column;
    out[at] = a;
    out[at + 1] = e;
    out[at + WIDTH] = b;
    out[at + WIDTH + 1] = f;
    out[at + 2 * WIDTH] = c;
    out[at + 2 * WIDTH + 1] = g;
    out[at + 3 * WIDTH] = d;
    out[at + 3 * WIDTH + 1] = h;
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

function leaky(sum: number): number {
  return sum > 0 ? sum : LEAK * sum;
}
