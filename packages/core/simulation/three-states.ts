import { normalIn } from "./random.ts";
import { DAY, type Truth } from "./truth.ts";

/** Probabilities of the states, given all that was asked and what came of it. */
interface Trace {
  permanent: number;
  temporary: number;
  readonly ease: number;
  at: number;
}

/**
 * Truth G: learning by leaps (Atkinson & Crothers 1964; Atkinson 1972): a word is unlearned, known for a while or known for good. An
 * exposure may take it from unlearned to either, and from known for a while to known for good; in between, what is known for a while
 * may be lost. An answer tells which states are possible. Learners differ in how often each happens; words in how often they are learned for good.
 */
export class ThreeStates implements Truth {
  readonly #words = new Map<number, Trace>();
  readonly #random: () => number;
  readonly #forGood: number;
  readonly #forAWhile: number;
  readonly #settling: number;
  readonly #kept: number;

  constructor(random: () => number) {
    this.#random = random;
    this.#forGood = normalIn(random, 0.1, 0.05, [0.02, 0.3]);
    this.#forAWhile = normalIn(random, 0.6, 0.12, [0.3, 0.69]);
    this.#settling = normalIn(random, 0.2, 0.08, [0.05, 0.5]);
    this.#kept = 2 * DAY * Math.exp(normalIn(random, 0, 0.6, [-1.5, 1.5]));
  }

  recall(word: number, at: number): number {
    const trace = this.#words.get(word);
    if (trace === undefined) return 0;
    return trace.permanent + this.#stillTemporary(trace, at);
  }

  practise(word: number, at: number, recalled: boolean): void {
    const trace = this.#words.get(word) ?? {
      permanent: 0,
      temporary: 0,
      ease: Math.exp(normalIn(this.#random, 0, 0.5, [-1.2, 1.2])),
      at,
    };
    this.#words.set(word, trace);
    const known = trace.permanent + this.#stillTemporary(trace, at);
    const permanent = recalled && known > 0 ? trace.permanent / known : 0;
    const temporary = recalled && known > 0 ? 1 - permanent : 0;
    const unlearned = 1 - permanent - temporary;
    const forGood = Math.min(1 - this.#forAWhile, this.#forGood * trace.ease);
    const settling = Math.min(1, this.#settling * trace.ease);
    trace.permanent = permanent + temporary * settling + unlearned * forGood;
    trace.temporary = temporary * (1 - settling) + unlearned * this.#forAWhile;
    trace.at = at;
  }

  #stillTemporary({ temporary, at: since }: Trace, at: number): number {
    return temporary * Math.exp(-Math.max(0, at - since) / this.#kept);
  }
}
