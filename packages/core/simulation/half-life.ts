import { normalIn } from "./random.ts";
import { DAY, type Truth } from "./truth.ts";

interface Trace {
  /** Days. */
  halfLife: number;
  readonly ease: number;
  at: number;
}

/**
 * Truth E: exponential forgetting by a half-life (the curve of Settles & Meeder 2016) that grows by a success, the more the less
 * likely it was, and shrinks by a failure. Learners differ in the first half-life, growth and shrinking; words in ease.
 */
export class HalfLife implements Truth {
  readonly #words = new Map<number, Trace>();
  readonly #random: () => number;
  readonly #first: number;
  readonly #growth: number;
  readonly #left: number;

  constructor(random: () => number) {
    this.#random = random;
    this.#first = 0.5 * Math.exp(normalIn(random, 0, 0.5, [-1.2, 1.2]));
    this.#growth = normalIn(random, 3, 0.8, [1.2, 5]);
    this.#left = normalIn(random, 0.5, 0.15, [0.2, 0.9]);
  }

  recall(word: number, at: number): number {
    const trace = this.#words.get(word);
    return trace === undefined ? 0 : 2 ** (-Math.max(0, at - trace.at) / DAY / trace.halfLife);
  }

  practise(word: number, at: number, recalled: boolean): void {
    const trace = this.#words.get(word);
    if (trace === undefined) {
      const ease = Math.exp(normalIn(this.#random, 0, 0.5, [-1.2, 1.2]));
      this.#words.set(word, { halfLife: this.#first * ease, ease, at });
      return;
    }
    if (recalled) trace.halfLife *= 1 + this.#growth * (1 - this.recall(word, at)) * Math.min(1, trace.ease);
    else trace.halfLife = Math.max(0.8 * this.#first * trace.ease, this.#left * trace.halfLife);
    trace.at = at;
  }
}
