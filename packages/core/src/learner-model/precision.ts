/**
 * How a number of a trace is kept: in so many bytes, and no finer than that.
 *
 * What is observed is rounded by `round` before it goes into a state, so that a stored state is the state itself: one read
 * back, or rebuilt by replay, equals the one in memory, on every machine.
 */
export interface Precision {
  readonly bytes: number;
  /** The nearest number that can be kept; what is out of range stops at its end. */
  round(value: number): number;
  write(view: DataView, at: number, value: number): void;
  read(view: DataView, at: number): number;
}

/** The precision of each number of a trace. */
export type Precisions<Trace> = {
  readonly [Part in keyof Trace]: Trace[Part] extends number ? Precision : Precisions<Trace[Part]>;
};

/** Steps as whole numbers of some bytes, little endian. */
class Steps {
  readonly bytes: number;
  readonly least: number;
  readonly most: number;

  constructor(bytes: 1 | 2 | 4 | 6, signed: boolean) {
    this.bytes = bytes;
    const values = 2 ** (8 * bytes);
    this.least = signed ? -values / 2 : 0;
    this.most = this.least + values - 1;
  }

  write(view: DataView, at: number, steps: number): void {
    let left = steps;
    for (let byte = 0; byte < this.bytes; byte += 1) {
      const rest = Math.floor(left / 256);
      view.setUint8(at + byte, left - 256 * rest);
      left = rest;
    }
  }

  read(view: DataView, at: number): number {
    let steps = 0;
    for (let byte = this.bytes - 1; byte >= 0; byte -= 1) steps = 256 * steps + view.getUint8(at + byte);
    return steps > this.most ? steps - 2 ** (8 * this.bytes) : steps;
  }
}

/** Whole multiples of a step. */
class FixedPoint implements Precision {
  readonly bytes: number;
  readonly #perUnit: number;
  readonly #steps: Steps;

  /** @param perUnit steps in one unit */
  constructor(bytes: 1 | 2 | 4 | 6, perUnit: number, signed: boolean) {
    this.bytes = bytes;
    this.#perUnit = perUnit;
    this.#steps = new Steps(bytes, signed);
  }

  #stepsOf(value: number): number {
    const steps = Math.round(value * this.#perUnit);
    const { least, most } = this.#steps;
    // Adding 0 makes -0 a 0.
    return Math.max(least, Math.min(most, steps)) + 0;
  }

  round(value: number): number {
    return this.#stepsOf(value) / this.#perUnit;
  }

  write(view: DataView, at: number, value: number): void {
    this.#steps.write(view, at, this.#stepsOf(value));
  }

  read(view: DataView, at: number): number {
    return this.#steps.read(view, at) / this.#perUnit;
  }
}

/** Counts: they are whole already, and stay what the engine of JavaScript holds without a box. */
class Whole implements Precision {
  readonly bytes: number;
  readonly #steps: Steps;

  constructor(bytes: 1 | 2 | 4, signed: boolean) {
    this.bytes = bytes;
    this.#steps = new Steps(bytes, signed);
  }

  round(value: number): number {
    const { least, most } = this.#steps;
    return value < least ? least : value > most ? most : Math.round(value);
  }

  write(view: DataView, at: number, value: number): void {
    this.#steps.write(view, at, this.round(value));
  }

  read(view: DataView, at: number): number {
    return this.#steps.read(view, at);
  }
}

/** Single precision: for what is later divided by how far it has faded, where no step would be fine enough. */
class SinglePrecision implements Precision {
  readonly bytes = 4;

  round(value: number): number {
    return Math.fround(value);
  }

  write(view: DataView, at: number, value: number): void {
    view.setFloat32(at, value, true);
  }

  read(view: DataView, at: number): number {
    return view.getFloat32(at, true);
  }
}

export const SINGLE: Precision = new SinglePrecision();

/** Answers to one item or about one skill; it stops at 65,535. */
export const COUNT: Precision = new Whole(2, false);
/** Counts that are halved now and then: 0 to 1,023, in steps of 1/64. */
export const FADED_COUNT: Precision = new FixedPoint(2, 2 ** 6, false);
/** Rows of a learner: differences of them are told. */
export const ROWS: Precision = new Whole(4, false);
export const STREAK: Precision = new Whole(2, true);
/** +1, 0, -1. */
export const OUTCOME: Precision = new Whole(1, true);
/** Seconds of a clock, to the millisecond, 4,459 years before and after 1970. */
export const MOMENT: Precision = new FixedPoint(6, 1_000, true);
/** Idle seconds within a sitting, up to 32 on either side of 0. */
export const IDLE: Precision = new FixedPoint(2, 2 ** 10, true);
/** Logarithms of seconds or milliseconds: 0 to 16. */
export const LOG_TIME: Precision = new FixedPoint(2, 2 ** 12, false);
/** Shares of 1, and variances on the logit scale: 0 to 2. */
export const SHARE: Precision = new FixedPoint(2, 2 ** 15, false);
/** Outcome less probability. */
export const SURPRISE: Precision = new FixedPoint(2, 2 ** 14, true);
/** Means of beliefs: -8 to 8. */
export const LOGIT: Precision = new FixedPoint(2, 2 ** 12, true);
/** Personal weights up to a quarter, their variances up to .0019; of the bias, 1 and .03. */
export const PERSONAL_WEIGHT: Precision = new FixedPoint(2, 2 ** 17, true);
export const PERSONAL_VARIANCE: Precision = new FixedPoint(2, 2 ** 25, false);
export const PERSONAL_BIAS: Precision = new FixedPoint(2, 2 ** 15, true);
export const PERSONAL_BIAS_VARIANCE: Precision = new FixedPoint(2, 2 ** 21, false);
