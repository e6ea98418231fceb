import { ITEM_PRECISION, type ItemTrace } from "./item-trace.ts";
import { LEARNER_PRECISION, SKILL_PRECISION, type AbilityTrace, type SkillTrace } from "./learner-state.ts";
import { PERSONAL_PRECISION, type Personal } from "./personal.ts";
import type { Precision, Precisions } from "./precision.ts";

/** Traces as bytes for the database, each number in its precision, in the order of the trace's declaration. */
export interface Packing<Trace> {
  /** Length of a packed trace. */
  readonly bytes: number;
  pack(trace: Trace): Uint8Array;
  /** @throws RangeError when the bytes are not of this length, or hold a number that is not finite */
  unpack(bytes: Uint8Array): Trace;
}

export const LEARNER_PACKING: Packing<AbilityTrace> = packingOf(LEARNER_PRECISION);
export const PERSONAL_PACKING: Packing<Personal> = packingOf(PERSONAL_PRECISION);
export const ITEM_PACKING: Packing<ItemTrace> = packingOf(ITEM_PRECISION);
export const SKILL_PACKING: Packing<SkillTrace> = packingOf(SKILL_PRECISION);

type Parts = readonly (readonly [name: string, part: unknown])[];

function isPrecision(part: unknown): part is Precision {
  return part instanceof Object && "round" in part;
}

function partsOf(value: unknown): Parts {
  return value instanceof Object ? Object.entries(value) : [];
}

function leavesOf(precisions: unknown): Precision[] {
  return isPrecision(precisions) ? [precisions] : partsOf(precisions).flatMap(([, part]) => leavesOf(part));
}

function packingOf<Trace extends object>(precisions: Precisions<Trace>): Packing<Trace> {
  const leaves = leavesOf(precisions);
  const bytes = leaves.reduce((sum, leaf) => sum + leaf.bytes, 0);
  return {
    bytes,
    pack(trace) {
      const packed = new Uint8Array(bytes);
      const view = new DataView(packed.buffer);
      const numbers = numbersOf(precisions, trace);
      let at = 0;
      leaves.forEach((leaf, index) => {
        leaf.write(view, at, numbers[index] ?? 0);
        at += leaf.bytes;
      });
      return packed;
    },
    unpack(packed) {
      if (packed.length !== bytes)
        throw new RangeError(`A packed trace has ${bytes} bytes, not ${packed.length}`);
      const view = new DataView(packed.buffer, packed.byteOffset, bytes);
      let at = 0;
      const numbers = leaves.map((leaf) => {
        const value = leaf.read(view, at);
        if (!Number.isFinite(value)) throw new RangeError("A packed trace holds a number that is not finite");
        at += leaf.bytes;
        return value;
      });
      return rebuild(precisions, numbers.values());
    },
  };
}

/** A trace's numbers in the order of its precisions. */
function numbersOf(precisions: unknown, trace: unknown): number[] {
  if (typeof trace === "number") return [trace];
  const values = new Map(partsOf(trace));
  return partsOf(precisions).flatMap(([name, part]) => numbersOf(part, values.get(name)));
}

/** The trace of which the numbers are: of its type because it has each of its parts. */
function rebuild<Trace extends object>(precisions: Precisions<Trace>, numbers: Iterator<number>): Trace {
  const build = (part: unknown): unknown => {
    if (isPrecision(part)) return numbers.next().value;
    const built = partsOf(part).map(([name, inner]) => [name, build(inner)] as const);
    return Array.isArray(part) ? built.map(([, value]) => value) : Object.fromEntries(built);
  };
  return build(precisions) as Trace;
}
