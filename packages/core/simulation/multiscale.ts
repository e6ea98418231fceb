import { normalIn } from "./random.ts";
import { DAY, type Truth } from "./truth.ts";

const SCALES = 24;

interface Trace {
  readonly levels: Float64Array;
  at: number;
}

/**
 * Truth B: the multiscale context model (Mozer, Pashler, Cepeda, Lindsey & Vul 2009).
 *
 * Leaky integrators with time constants μ·ν^i share a trace; each learns what it and the faster ones lack, more after a
 * successful recall (ε). Recall is the weighted sum. Learners differ in all of them.
 */
export class Multiscale implements Truth {
  readonly #words = new Map<number, Trace>();
  readonly #constants: Float64Array;
  readonly #weights: Float64Array;
  readonly #success: number;
  readonly #taught: number;
  readonly #random: () => number;

  /** @param taught what an exposure teaches, of what it teaches usually */
  constructor(random: () => number, taught = 1) {
    this.#random = random;
    this.#taught = taught;
    const fastest = DAY * 0.01 * Math.exp(normalIn(random, 0, 0.4, [-1, 1]));
    const ratio = normalIn(random, 1.7, 0.08, [1.5, 1.95]);
    const falling = normalIn(random, 0.86, 0.03, [0.78, 0.94]);
    const total = normalIn(random, 1, 0.1, [0.7, 1.2]);
    this.#success = normalIn(random, 8, 2.5, [3, 13]);
    this.#constants = Float64Array.from({ length: SCALES }, (_, scale) => fastest * ratio ** scale);
    const raw = Array.from({ length: SCALES }, (_, scale) => falling ** scale);
    const sum = raw.reduce((all, weight) => all + weight, 0);
    this.#weights = Float64Array.from(raw, (weight) => (total * weight) / sum);
  }

  recall(word: number, at: number): number {
    const trace = this.#words.get(word);
    if (trace === undefined) return 0;
    let strength = 0;
    for (let scale = 0; scale < SCALES; scale += 1) {
      strength +=
        (this.#weights[scale] ?? 0) *
        (trace.levels[scale] ?? 0) *
        Math.exp(-Math.max(0, at - trace.at) / (this.#constants[scale] ?? 1));
    }
    return Math.min(1, strength);
  }

  practise(word: number, at: number, recalled: boolean): void {
    const trace = this.#words.get(word) ?? { levels: new Float64Array(SCALES), at };
    this.#words.set(word, trace);
    const rate = this.#taught * (recalled ? this.#success : 1);
    const ease = Math.exp(normalIn(this.#random, 0, 0.15, [-0.4, 0.4]));
    let sum = 0;
    let weights = 0;
    for (let scale = 0; scale < SCALES; scale += 1) {
      const left =
        (trace.levels[scale] ?? 0) * Math.exp(-Math.max(0, at - trace.at) / (this.#constants[scale] ?? 1));
      sum += (this.#weights[scale] ?? 0) * left;
      weights += this.#weights[scale] ?? 0;
      const lacking = Math.max(0, 1 - sum / weights);
      trace.levels[scale] = left + rate * ease * lacking;
    }
    trace.at = at;
  }
}

/** Truth H: the same for learners whom an exposure teaches a third as much, so that little is recalled before it was asked often. */
export class SlowMultiscale extends Multiscale {
  constructor(random: () => number) {
    super(random, 0.3);
  }
}
