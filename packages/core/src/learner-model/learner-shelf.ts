import { emptyLearner, type LearnerState } from "./learner-state.ts";
import { ITEM_PACKING, LEARNER_PACKING, PERSONAL_PACKING, SKILL_PACKING, type Packing } from "./pack.ts";
import type { PersistentMap } from "./persistent-map.ts";

/** Learners that are kept as they are: as many as a log of a school has, and some tens of kilobytes each. */
const MOST_AT_HAND = 20_000;

const NAME_BYTES = 4;

/**
 * The states of a log's learners. Those that were not met for longest are packed, which takes a seventh of the memory and
 * changes nothing: a packed state is the state.
 */
export class LearnerShelf {
  readonly #mostAtHand: number;
  /** Whom somebody asked for of late, and who was at hand before that: the second is packed when the first is full. */
  #recent = new Map<string, LearnerState>();
  #earlier = new Map<string, LearnerState>();
  readonly #packed = new Map<string, Uint8Array>();
  readonly #names = new Names();

  constructor(mostAtHand = MOST_AT_HAND) {
    this.#mostAtHand = mostAtHand;
  }

  /** Whom nobody has set is a new learner. */
  get(learner: string): LearnerState {
    const known = this.#recent.get(learner) ?? this.#earlier.get(learner);
    if (known !== undefined) return known;
    const packed = this.#packed.get(learner);
    return packed === undefined ? emptyLearner() : this.#unpack(packed);
  }

  set(learner: string, state: LearnerState): void {
    this.#packed.delete(learner);
    this.#recent.set(learner, state);
    if (this.#recent.size <= this.#mostAtHand / 2) return;
    for (const [name, left] of this.#earlier) {
      if (!this.#recent.has(name)) this.#packed.set(name, this.#pack(left));
    }
    this.#earlier = this.#recent;
    this.#recent = new Map();
  }

  #pack({ learner, personal, items, skills }: LearnerState): Uint8Array {
    const itemCount = Uint32Array.of([...items.entries()].length);
    return joined([
      LEARNER_PACKING.pack(learner),
      PERSONAL_PACKING.pack(personal),
      new Uint8Array(itemCount.buffer),
      ...this.#packAll(ITEM_PACKING, items),
      ...this.#packAll(SKILL_PACKING, skills),
    ]);
  }

  *#packAll<Trace>(packing: Packing<Trace>, traces: PersistentMap<Trace>): Generator<Uint8Array> {
    for (const [name, trace] of traces.entries()) {
      yield new Uint8Array(Uint32Array.of(this.#names.numberOf(name)).buffer);
      yield packing.pack(trace);
    }
  }

  #unpack(packed: Uint8Array): LearnerState {
    let at = 0;
    const next = (bytes: number): Uint8Array => packed.subarray(at, (at += bytes));
    const number = (): number => new Uint32Array(next(NAME_BYTES).slice().buffer)[0] ?? 0;
    const learner = LEARNER_PACKING.unpack(next(LEARNER_PACKING.bytes));
    const personal = PERSONAL_PACKING.unpack(next(PERSONAL_PACKING.bytes));
    let { items, skills } = emptyLearner();
    for (let left = number(); left > 0; left -= 1)
      items = items.set(this.#names.nameOf(number()), ITEM_PACKING.unpack(next(ITEM_PACKING.bytes)));
    while (at < packed.length)
      skills = skills.set(this.#names.nameOf(number()), SKILL_PACKING.unpack(next(SKILL_PACKING.bytes)));
    return { learner, personal, items, skills };
  }
}

/** Names of items and skills as numbers. */
class Names {
  readonly #numbers = new Map<string, number>();
  readonly #list: string[] = [];

  numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.#list.length);
    return this.#list.push(name) - 1;
  }

  nameOf(number: number): string {
    return this.#list[number] ?? "";
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
