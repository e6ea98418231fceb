import type { ItemTrace } from "./item-trace.ts";
import { NEW_LEARNER, type AbilityTrace, type SkillTrace } from "./learner-state.ts";
import { ITEM_PACKING, LEARNER_PACKING, PERSONAL_PACKING, SKILL_PACKING, type Packing } from "./pack.ts";
import { NO_DIFFERENCE, type Personal } from "./personal.ts";

/** Learners that are kept as they are: as many as a log of a school has, and some tens of kilobytes each. */
const MOST_AT_HAND = 20_000;

const NAME_BYTES = 4;

/** The state of a learner, changed in place: only the shelf and the stream that asks for it hold it. */
export interface ShelvedLearner {
  learner: AbilityTrace;
  personal: Personal;
  readonly items: Map<string, ItemTrace>;
  readonly skills: Map<string, SkillTrace>;
}

/**
 * The states of a log's learners. Those that were not met for longest are packed, which takes a fifth of the memory and
 * changes nothing: a packed state is the state.
 */
export class LearnerShelf {
  readonly #mostAtHand: number;
  /** Whom somebody asked for of late, and who was at hand before that: the second is packed when the first is full. */
  #recent = new Map<string, ShelvedLearner>();
  #earlier = new Map<string, ShelvedLearner>();
  readonly #packed = new Map<string, Uint8Array>();
  readonly #names = new Names();

  constructor(mostAtHand = MOST_AT_HAND) {
    this.#mostAtHand = mostAtHand;
  }

  /** The state of a learner, to be read and changed until the next one is asked for; a new learner's at first. */
  stateOf(learner: string): ShelvedLearner {
    const known = this.#recent.get(learner);
    if (known !== undefined) return known;
    const state = this.#earlier.get(learner) ?? this.#unpacked(learner);
    this.#packed.delete(learner);
    this.#recent.set(learner, state);
    if (this.#recent.size > this.#mostAtHand / 2) this.#packEarlier();
    return state;
  }

  #packEarlier(): void {
    for (const [name, left] of this.#earlier) {
      if (!this.#recent.has(name)) this.#packed.set(name, this.#pack(left));
    }
    this.#earlier = this.#recent;
    this.#recent = new Map();
  }

  #pack({ learner, personal, items, skills }: ShelvedLearner): Uint8Array {
    return joined([
      LEARNER_PACKING.pack(learner),
      PERSONAL_PACKING.pack(personal),
      new Uint8Array(Uint32Array.of(items.size).buffer),
      ...this.#packAll(ITEM_PACKING, items),
      ...this.#packAll(SKILL_PACKING, skills),
    ]);
  }

  *#packAll<Trace>(packing: Packing<Trace>, traces: ReadonlyMap<string, Trace>): Generator<Uint8Array> {
    for (const [name, trace] of traces) {
      yield new Uint8Array(Uint32Array.of(this.#names.numberOf(name)).buffer);
      yield packing.pack(trace);
    }
  }

  #unpacked(name: string): ShelvedLearner {
    const items = new Map<string, ItemTrace>();
    const skills = new Map<string, SkillTrace>();
    const packed = this.#packed.get(name);
    if (packed === undefined) return { learner: NEW_LEARNER, personal: NO_DIFFERENCE, items, skills };
    let at = 0;
    const next = (bytes: number): Uint8Array => packed.subarray(at, (at += bytes));
    const number = (): number => new Uint32Array(next(NAME_BYTES).slice().buffer)[0] ?? 0;
    const learner = LEARNER_PACKING.unpack(next(LEARNER_PACKING.bytes));
    const personal = PERSONAL_PACKING.unpack(next(PERSONAL_PACKING.bytes));
    for (let left = number(); left > 0; left -= 1)
      items.set(this.#names.nameOf(number()), ITEM_PACKING.unpack(next(ITEM_PACKING.bytes)));
    while (at < packed.length)
      skills.set(this.#names.nameOf(number()), SKILL_PACKING.unpack(next(SKILL_PACKING.bytes)));
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
