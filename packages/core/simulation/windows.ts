import { normalIn } from "./random.ts";
import { DAY, type Truth } from "./truth.ts";

/** Seconds over which what was done fades; the last does not. */
const WINDOWS = [3_600, DAY, 7 * DAY, 30 * DAY, Infinity] as const;
const OF_RIGHT = [0.5, 0.7, 0.9, 1.1, 1.2] as const;
const OF_ALL = [0.9, 0.6, 0.35, 0.3, 0.25] as const;

interface Trace {
  readonly ease: number;
  readonly exposures: { readonly at: number; readonly right: number }[];
}

/**
 * Truth D: DASH with fading counts (Lindsey, Shroyer, Pashler & Mozer 2014): recall is a logistic of ability, ease and the
 * logarithms of how many right answers and how many exposures are left in five windows. A repeat after a minute counts for as much
 * as one after a week. Learners differ in ability and in what counts weigh; words in ease.
 */
export class Windows implements Truth {
  readonly #words = new Map<number, Trace>();
  readonly #random: () => number;
  readonly #ability: number;
  readonly #scale: number;

  constructor(random: () => number) {
    this.#random = random;
    this.#ability = normalIn(random, -2.6, 0.7, [-4.5, -1]);
    this.#scale = Math.exp(normalIn(random, 0, 0.25, [-0.6, 0.6]));
  }

  recall(word: number, at: number): number {
    const trace = this.#words.get(word);
    if (trace === undefined) return 0;
    let logit = this.#ability + trace.ease;
    WINDOWS.forEach((window, index) => {
      let rights = 0;
      let all = 0;
      for (const exposure of trace.exposures) {
        const left = Math.exp(-Math.max(0, at - exposure.at) / window);
        rights += exposure.right * left;
        all += left;
      }
      logit +=
        this.#scale * ((OF_RIGHT[index] ?? 0) * Math.log1p(rights) + (OF_ALL[index] ?? 0) * Math.log1p(all));
    });
    return 1 / (1 + Math.exp(-logit));
  }

  practise(word: number, at: number, recalled: boolean): void {
    const trace = this.#words.get(word) ?? {
      ease: normalIn(this.#random, 0, 0.9, [-2.5, 2.5]),
      exposures: [],
    };
    this.#words.set(word, trace);
    trace.exposures.push({ at, right: recalled ? 1 : 0 });
  }
}
