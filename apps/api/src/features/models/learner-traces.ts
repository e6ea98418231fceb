import {
  type Category,
  emptyLearner,
  ITEM_PACKING,
  LEARNER_PACKING,
  type LearnerState,
  type LoggedAttempt,
  type Model,
  type Observation,
  observe,
  PERSONAL_PACKING,
  precedes,
  SKILL_PACKING,
} from "@fluentfusion/core";

/** What the learner model knows of one learner, as the row of that learner holds it; items have rows of their own. */
export interface LearnerTraces {
  /** Null until the model has seen an answer. */
  readonly trace: Uint8Array | null;
  /** Of each skill, one after another: its number among `SKILL_NUMBERS`, then its trace. */
  readonly skillTraces: Uint8Array | null;
  /** Of the model by which they were made; 0 for none. */
  readonly modelVersion: number;
}

export const NO_TRACES: LearnerTraces = { trace: null, skillTraces: null, modelVersion: 0 };

/** The model knows situations as skills. A number, once given, stands in stored states: it is never given to another. */
const SKILL_NUMBERS: Readonly<Record<Category, number>> = {
  greetings: 1,
  accommodation: 2,
  food: 3,
  transportation: 4,
  shopping: 5,
  emergency: 6,
};
const NUMBERED_SKILLS = Object.entries(SKILL_NUMBERS);
const NUMBERED_BYTES = 1 + SKILL_PACKING.bytes;

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function packLearner(
  { learner, personal, skills }: LearnerState,
  modelVersion: number,
): LearnerTraces {
  const numbered = NUMBERED_SKILLS.flatMap(([name, number]) => {
    const skill = skills.get(name);
    return skill === undefined ? [] : [Uint8Array.of(number), SKILL_PACKING.pack(skill)];
  });
  return {
    trace: joined([LEARNER_PACKING.pack(learner), PERSONAL_PACKING.pack(personal)]),
    skillTraces: joined(numbered),
    modelVersion,
  };
}

/** @param items packed traces of all items, or of those that are to be observed */
export function unpackLearner(
  { trace, skillTraces }: Omit<LearnerTraces, "modelVersion">,
  items: Iterable<readonly [string, Uint8Array]>,
): LearnerState {
  let state = emptyLearner();
  if (trace === null) return state;
  for (const [id, packed] of items)
    state = { ...state, items: state.items.set(id, ITEM_PACKING.unpack(packed)) };
  for (let at = 0; at < (skillTraces?.length ?? 0); at += NUMBERED_BYTES) {
    const [name] = NUMBERED_SKILLS.find(([, number]) => number === skillTraces?.[at]) ?? [];
    const packed = skillTraces?.subarray(at + 1, at + NUMBERED_BYTES);
    if (name !== undefined && packed !== undefined)
      state = { ...state, skills: state.skills.set(name, SKILL_PACKING.unpack(packed)) };
  }
  return {
    ...state,
    learner: LEARNER_PACKING.unpack(trace.subarray(0, LEARNER_PACKING.bytes)),
    personal: PERSONAL_PACKING.unpack(trace.subarray(LEARNER_PACKING.bytes)),
  };
}

/** How a query about an item names what it is about. */
export const skillsOf = (category: Category): readonly Category[] => [category];

/** The model is told of items, not of the way they were asked: the log of the fold does not say it. */
export const KIND = "item";

/** Answers as the model learns from them, in their order: practice leaves what is known alone, as in the fold. */
export function toEvents(attempts: readonly LoggedAttempt[]): (Observation & { readonly at: number })[] {
  return attempts
    .toSorted((a, b) => (precedes(a, b) ? -1 : 1))
    .flatMap(({ itemId, category, outcome, practice, at, elapsedMs }) =>
      practice || itemId === null
        ? []
        : [
            {
              item: itemId,
              skills: skillsOf(category),
              kind: KIND,
              at: at / 1_000,
              correct: outcome === "correct" || outcome === "almost",
              elapsedMs: elapsedMs > 0 ? elapsedMs : null,
            },
          ],
    );
}

/** The learner after answers that all come after those observed. */
export function observeAttempts(
  model: Model,
  before: LearnerState,
  attempts: readonly LoggedAttempt[],
): LearnerState {
  return toEvents(attempts).reduce((state, event) => observe(model, state, event), before);
}

/** Packed traces of the items among these. */
export function packItems({ items }: LearnerState, ids: Iterable<string>): ReadonlyMap<string, Uint8Array> {
  const packed = new Map<string, Uint8Array>();
  for (const id of ids) {
    const trace = items.get(id);
    if (trace !== undefined) packed.set(id, ITEM_PACKING.pack(trace));
  }
  return packed;
}
