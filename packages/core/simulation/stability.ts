import { normalIn } from "./random.ts";
import { DAY, type Truth } from "./truth.ts";

interface Trace {
  /** Days until recall has fallen to nine in ten. */
  stability: number;
  /** 1 to 10. */
  difficulty: number;
  at: number;
}

/**
 * Truth C: stability, difficulty and retrievability with a power curve, after FSRS-4.5 (Ye, Su & Cao 2022; the curve is
 * R = (1 + 19/81 · t/S)^-1/2). A success adds the more to stability the less likely it was; a failure takes most of it away.
 * Learners differ in the first stability, its growth, what a failure leaves and difficulty; words in difficulty.
 */
export class Stability implements Truth {
  readonly #words = new Map<number, Trace>();
  readonly #random: () => number;
  readonly #first: number;
  readonly #growth: number;
  readonly #left: number;
  readonly #difficulty: number;

  constructor(random: () => number) {
    this.#random = random;
    this.#first = 0.35 * Math.exp(normalIn(random, 0, 0.6, [-1.5, 1.5]));
    this.#growth = 0.6 * Math.exp(normalIn(random, 1.4, 0.25, [0.8, 2]));
    this.#left = 1.2 * Math.exp(normalIn(random, 0, 0.3, [-0.7, 0.7]));
    this.#difficulty = normalIn(random, 5, 1, [3, 8]);
  }

  recall(word: number, at: number): number {
    const trace = this.#words.get(word);
    return trace === undefined ? 0 : retrievability(trace, at);
  }

  practise(word: number, at: number, recalled: boolean): void {
    const trace = this.#words.get(word);
    if (trace === undefined) {
      const difficulty = normalIn(this.#random, this.#difficulty, 1.8, [1, 10]);
      this.#words.set(word, { stability: this.#first * Math.exp((5 - difficulty) * 0.15), difficulty, at });
      return;
    }
    const forgotten = 1 - retrievability(trace, at);
    const { stability, difficulty } = trace;
    if (recalled) {
      trace.stability += this.#growth * (11 - difficulty) * stability ** 0.85 * Math.expm1(forgotten);
    } else {
      const left =
        this.#left * difficulty ** -0.15 * ((stability + 1) ** 0.3 - 1) * Math.exp(1.5 * forgotten);
      trace.stability = Math.max(0.7 * this.#first, Math.min(stability, left));
      trace.difficulty = Math.min(10, difficulty + 0.6);
    }
    trace.at = at;
  }
}

function retrievability({ stability, at }: Trace, now: number): number {
  return (1 + ((19 / 81) * Math.max(0, now - at)) / DAY / stability) ** -0.5;
}
