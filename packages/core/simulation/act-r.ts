import { normalIn } from "./random.ts";
import type { Truth } from "./truth.ts";

/** Seconds of psychological time that pass in a second between sittings (Pavlik & Anderson 2005). */
const OUTSIDE = 0.025;

/** A gap longer than this is between sittings. */
const SITTING = 1_800;

interface Trace {
  /** Psychological times of exposures, and the decay that each was laid down with. */
  readonly times: number[];
  readonly decays: number[];
  readonly ease: number;
}

/**
 * Truth A: ACT-R's activation with spacing (Pavlik & Anderson 2005, 2008).
 *
 * m = ln Σ t_j^-d_j with d_j = c·e^(m at j) + a: an exposure while activation is high decays faster. Recall is a logistic
 * of m. Learners differ in a, threshold and noise; words differ in ease.
 */
export class ActR implements Truth {
  readonly #words = new Map<number, Trace>();
  readonly #random: () => number;
  readonly #decay: number;
  readonly #scale: number;
  readonly #threshold: number;
  readonly #noise: number;
  #clock = 0;
  #at = 0;

  constructor(random: () => number) {
    this.#random = random;
    this.#decay = normalIn(random, 0.177, 0.06, [0.05, 0.4]);
    this.#scale = normalIn(random, 0.217, 0.05, [0.08, 0.4]);
    this.#threshold = normalIn(random, -0.704, 0.35, [-1.6, 0.2]);
    this.#noise = normalIn(random, 0.255, 0.06, [0.12, 0.45]);
  }

  recall(word: number, at: number): number {
    const trace = this.#words.get(word);
    if (trace === undefined) return 0;
    return 1 / (1 + Math.exp((this.#threshold - this.#activation(trace, this.#now(at))) / this.#noise));
  }

  practise(word: number, at: number): void {
    const now = this.#now(at);
    this.#clock = now;
    this.#at = at;
    const trace = this.#words.get(word) ?? {
      times: [],
      decays: [],
      ease: normalIn(this.#random, 0, 0.35, [-1, 1]),
    };
    const activation = trace.times.length === 0 ? -Infinity : this.#activation(trace, now);
    this.#words.set(word, trace);
    trace.decays.push(this.#decay + this.#scale * Math.min(5, Math.exp(activation)));
    trace.times.push(now);
  }

  #activation({ times, decays, ease }: Trace, now: number): number {
    let sum = 0;
    for (let index = 0; index < times.length; index += 1) {
      sum += Math.max(1, now - (times[index] ?? 0)) ** -(decays[index] ?? 0.5);
    }
    return Math.log(sum) + ease;
  }

  /** Psychological time: a day away counts for half an hour or so. */
  #now(at: number): number {
    const gap = Math.max(0, at - this.#at);
    return this.#clock + (gap <= SITTING ? gap : SITTING + (gap - SITTING) * OUTSIDE);
  }
}
