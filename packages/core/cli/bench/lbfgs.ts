/** Pairs of moves and changes of slope that stand for the curvature. */
const MEMORY = 12;

/** Finished when the slope is this small against the weights. */
const TOLERANCE = 1e-4;

/** Writes the slope at the weights and returns the loss there. */
type Loss = (weights: Float64Array, gradient: Float64Array) => number;

interface Pair {
  readonly move: Float64Array;
  readonly change: Float64Array;
  readonly weight: number;
}

/** Minimises a smooth convex loss from zero weights by L-BFGS with halved steps (Liu and Nocedal 1989). */
export class Lbfgs {
  readonly #size: number;
  readonly #loss: Loss;

  constructor(size: number, loss: Loss) {
    this.#size = size;
    this.#loss = loss;
  }

  minimise(steps: number): Float64Array {
    let weights: Float64Array = new Float64Array(this.#size);
    let gradient: Float64Array = new Float64Array(this.#size);
    let loss = this.#loss(weights, gradient);
    const pairs: Pair[] = [];
    for (let step = 0; step < steps && norm(gradient) > TOLERANCE * Math.max(1, norm(weights)); step += 1) {
      const direction = descent(gradient, pairs);
      const slope = dot(direction, gradient);
      const nextGradient = new Float64Array(this.#size);
      let length = pairs.length === 0 ? 1 / norm(gradient) : 1;
      let next = moved(weights, direction, length);
      let nextLoss = this.#loss(next, nextGradient);
      while (!(nextLoss <= loss + 1e-4 * length * slope) && length > 1e-10) {
        length /= 2;
        next = moved(weights, direction, length);
        nextLoss = this.#loss(next, nextGradient);
      }
      remember(pairs, moved(next, weights, -1), moved(nextGradient, gradient, -1));
      weights = next;
      gradient = nextGradient;
      loss = nextLoss;
    }
    return weights;
  }
}

function remember(pairs: Pair[], move: Float64Array, change: Float64Array): void {
  const curvature = dot(move, change);
  if (curvature > 0) pairs.push({ move, change, weight: 1 / curvature });
  if (pairs.length > MEMORY) pairs.shift();
}

/** Minus the slope times the inverse curvature, by the two-loop recursion. */
function descent(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  let direction: Float64Array = gradient.map((value) => -value);
  const shares = pairs.map(() => 0);
  for (let index = pairs.length - 1; index >= 0; index -= 1) {
    const pair = pairs[index];
    if (pair === undefined) continue;
    const share = pair.weight * dot(pair.move, direction);
    shares[index] = share;
    direction = moved(direction, pair.change, -share);
  }
  const last = pairs.at(-1);
  if (last !== undefined) {
    const scale = 1 / (last.weight * dot(last.change, last.change));
    direction = direction.map((value) => value * scale);
  }
  pairs.forEach((pair, index) => {
    const share = (shares[index] ?? 0) - pair.weight * dot(pair.change, direction);
    direction = moved(direction, pair.move, share);
  });
  return direction;
}

function moved(from: Float64Array, direction: Float64Array, length: number): Float64Array {
  return from.map((value, at) => value + length * (direction[at] ?? 0));
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}
