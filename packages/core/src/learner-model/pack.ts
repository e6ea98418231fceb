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

function packingOf<Trace extends object>(precisions: Precisions<Trace>): Packing<Trace> {
  const place = { at: 0 };
  const layout = layoutOf(precisions, place);
  const bytes = place.at;
  return {
    bytes,
    pack(trace) {
      const packed = new Uint8Array(bytes);
      layout.write(new DataView(packed.buffer), trace);
      return packed;
    },
    unpack(packed) {
      if (packed.length !== bytes)
        throw new RangeError(`A packed trace has ${bytes} bytes, not ${packed.length}`);
      // Of the trace's type because it has each of its parts.
      return layout.read(new DataView(packed.buffer, packed.byteOffset, bytes)) as Trace;
    },
  };
}

/** Where a part of a trace stands in the bytes, worked out once: hundreds are read for one recommendation. */
interface Layout {
  read(view: DataView): unknown;
  write(view: DataView, value: unknown): void;
}

function isPrecision(part: object): part is Precision {
  return "round" in part;
}

function layoutOf(part: object, place: { at: number }): Layout {
  if (isPrecision(part)) return numberLayout(part, place);
  const inner = Object.entries(part).map(
    ([name, value]: [string, object]) => [name, layoutOf(value, place)] as const,
  );
  return {
    read(view) {
      // A copy has all names from the start; an object that grows is slower to make and to read.
      const made = (Array.isArray(part) ? part.slice() : { ...part }) as Record<string, unknown>;
      for (const [name, layout] of inner) made[name] = layout.read(view);
      return made;
    },
    write(view, value) {
      const trace = value as Readonly<Record<string, unknown>>;
      for (const [name, layout] of inner) layout.write(view, trace[name]);
    },
  };
}

/** The number after those before it. */
function numberLayout(precision: Precision, place: { at: number }): Layout {
  const { at } = place;
  place.at += precision.bytes;
  return {
    read(view) {
      const value = precision.read(view, at);
      if (!Number.isFinite(value)) throw new RangeError("A packed trace holds a number that is not finite");
      return value;
    },
    write: (view, value) => precision.write(view, at, value as number),
  };
}
