import { normalIn } from "./random.ts";
import type { Truth } from "./truth.ts";

interface Trace {
  readonly times: number[];
  readonly ease: number;
}

/**
 * Truth F: the predictive performance equation (Walsh, Gluck, Gunzelmann, Jastrzembski & Krusmark 2018):
 * M = N^.1 · T^-d, T being the ages of the exposures weighed by age^-.6 and d falling with the gaps between them. An exposure counts
 * whatever came of it. Learners differ in decay, what gaps do for it, threshold and noise; words in ease.
 */
export class Exposures implements Truth {
  readonly #words = new Map<number, Trace>();
  readonly #random: () => number;
  readonly #decay: number;
  readonly #spacing: number;
  readonly #threshold: number;
  readonly #noise: number;

  constructor(random: () => number) {
    this.#random = random;
    this.#decay = normalIn(random, 0.04, 0.015, [0.01, 0.1]);
    this.#spacing = normalIn(random, 0.08, 0.025, [0.02, 0.18]);
    this.#threshold = normalIn(random, 0.6, 0.08, [0.4, 0.8]);
    this.#noise = normalIn(random, 0.14, 0.03, [0.07, 0.25]);
  }

  recall(word: number, at: number): number {
    const trace = this.#words.get(word);
    if (trace === undefined) return 0;
    const { times, ease } = trace;
    let weights = 0;
    let ages = 0;
    let closeness = 0;
    times.forEach((time, index) => {
      const age = Math.max(1, at - time);
      weights += age ** -0.6;
      ages += age ** 0.4;
      const gap = time - (times[index - 1] ?? time);
      if (index > 0) closeness += 1 / Math.log(gap + Math.E);
    });
    const mean = times.length === 1 ? 1 : closeness / (times.length - 1);
    const activation = times.length ** 0.1 * (ages / weights) ** -(this.#decay + this.#spacing * mean) + ease;
    return 1 / (1 + Math.exp((this.#threshold - activation) / this.#noise));
  }

  practise(word: number, at: number): void {
    const trace = this.#words.get(word) ?? {
      times: [],
      ease: normalIn(this.#random, 0, 0.1, [-0.3, 0.3]),
    };
    this.#words.set(word, trace);
    trace.times.push(at);
  }
}
