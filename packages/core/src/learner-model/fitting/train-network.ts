import { sigmoid } from "../../logit.ts";
import type { FeatureMatrix } from "./feature-matrix.ts";
import { BATCH, Network } from "./network.ts";
import { seededRandom, shuffle } from "./seeded-random.ts";

export interface Training {
  readonly units: number;
  readonly epochs: number;
  /** Epochs over which the step size falls to nothing, along half a cosine. */
  readonly schedule: number;
  readonly seed: number;
}

const STEP = 0.003;
const WEIGHT_DECAY = 1e-4;

/** Adam's constants (Kingma and Ba 2015). */
const MOMENTUM = 0.9;
const SCALE_MOMENTUM = 0.999;
const TINY = 1e-8;

/**
 * Fits a network to what `base` leaves over, by Adam on shuffled batches; the same numbers each time.
 *
 * @param base logits of all rows before the network
 * @param afterEpoch sees the network after each epoch
 */
export function trainNetwork(
  data: { readonly matrix: FeatureMatrix; readonly rows: Int32Array; readonly base: Float64Array },
  training: Training,
  afterEpoch: (network: Network, epoch: number) => void = () => {},
): Network {
  const { matrix, base } = data;
  const random = seededRandom(training.seed);
  const network = new Network(training.units, random);
  const adam = new Adam(network.weights);
  const errors = new Float64Array(BATCH);
  const rows = data.rows.slice();
  for (let epoch = 0; epoch < training.epochs; epoch += 1) {
    shuffle(rows, random);
    const step = STEP * (0.5 + 0.5 * Math.cos((Math.PI * epoch) / training.schedule));
    for (let start = 0; start < rows.length; start += BATCH) {
      const batch = rows.subarray(start, start + BATCH);
      network.logits(matrix, batch, errors);
      for (let index = 0; index < batch.length; index += 1) {
        const row = batch[index] ?? 0;
        errors[index] = sigmoid((base[row] ?? 0) + (errors[index] ?? 0)) - (matrix.outcomes[row] ?? 0);
      }
      network.gradient(errors, batch.length, adam.gradient);
      adam.step(step);
    }
    afterEpoch(network, epoch + 1);
  }
  return network;
}

class Adam {
  readonly gradient: Float64Array;
  readonly #weights: Float64Array;
  readonly #means: Float64Array;
  readonly #squares: Float64Array;
  #steps = 0;

  constructor(weights: Float64Array) {
    this.#weights = weights;
    this.gradient = new Float64Array(weights.length);
    this.#means = new Float64Array(weights.length);
    this.#squares = new Float64Array(weights.length);
  }

  /** Moves the weights against the gradient. */
  step(size: number): void {
    this.#steps += 1;
    const unbias = 1 - MOMENTUM ** this.#steps;
    const unbiasScale = 1 - SCALE_MOMENTUM ** this.#steps;
    for (let at = 0; at < this.gradient.length; at += 1) {
      const weight = this.#weights[at] ?? 0;
      const slope = (this.gradient[at] ?? 0) + WEIGHT_DECAY * weight;
      const mean = MOMENTUM * (this.#means[at] ?? 0) + (1 - MOMENTUM) * slope;
      const square = SCALE_MOMENTUM * (this.#squares[at] ?? 0) + (1 - SCALE_MOMENTUM) * slope * slope;
      this.#means[at] = mean;
      this.#squares[at] = square;
      this.#weights[at] = weight - (size * (mean / unbias)) / (Math.sqrt(square / unbiasScale) + TINY);
    }
  }
}
