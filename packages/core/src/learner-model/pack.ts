import { NEW_ITEM, type ItemTrace } from "./item-trace.ts";
import { NEW_LEARNER, NEW_SKILL, type AbilityTrace, type SkillTrace } from "./learner-state.ts";
import { NO_DIFFERENCE, type Personal } from "./personal.ts";

/**
 * Traces as bytes for the database: clock times in double precision, all else in single, little endian.
 *
 * `observe` keeps its numbers in single precision, so that unpacking gives back exactly what was packed: a state
 * rebuilt by replay equals, byte for byte, one that was stored after every row.
 */
export interface Packing<Trace> {
  /** Length of a packed trace. */
  readonly bytes: number;
  pack(trace: Trace): Uint8Array;
  /** @throws RangeError when the bytes are not of this length, or hold a number that is not finite */
  unpack(bytes: Uint8Array): Trace;
}

export const LEARNER_PACKING: Packing<AbilityTrace> = packingOf(NEW_LEARNER);
export const PERSONAL_PACKING: Packing<Personal> = packingOf(NO_DIFFERENCE);
export const ITEM_PACKING: Packing<ItemTrace> = packingOf(NEW_ITEM);
export const SKILL_PACKING: Packing<SkillTrace> = packingOf(NEW_SKILL);

function packingOf<Trace extends object>(template: Trace): Packing<Trace> {
  const widths = widthsOf(template);
  const bytes = widths.reduce((sum, width) => sum + width, 0);
  return {
    bytes,
    pack(trace) {
      const view = new DataView(new ArrayBuffer(bytes));
      let at = 0;
      numbersOf(template, trace).forEach((value, index) => {
        if (widths[index] === 8) view.setFloat64(at, value, true);
        else view.setFloat32(at, value, true);
        at += widths[index] ?? 0;
      });
      return new Uint8Array(view.buffer);
    },
    unpack(packed) {
      if (packed.length !== bytes)
        throw new RangeError(`A packed trace has ${bytes} bytes, not ${packed.length}`);
      const view = new DataView(packed.buffer, packed.byteOffset, bytes);
      let at = 0;
      const numbers = widths.map((width) => {
        const value = width === 8 ? view.getFloat64(at, true) : view.getFloat32(at, true);
        if (!Number.isFinite(value)) throw new RangeError("A packed trace holds a number that is not finite");
        at += width;
        return value;
      });
      return rebuild(template, numbers.values());
    },
  };
}

function partsOf(value: object): [string, unknown][] {
  return Object.entries(value);
}

/** Bytes of each number of a trace, in the template's order. */
function widthsOf(template: object): number[] {
  return partsOf(template).flatMap(([name, part]) =>
    part instanceof Object ? widthsOf(part) : [name.endsWith("At") ? 8 : 4],
  );
}

function numbersOf(template: object, trace: object): number[] {
  const values = new Map(partsOf(trace));
  return partsOf(template).flatMap(([name, part]) => {
    const value = values.get(name);
    if (part instanceof Object) return value instanceof Object ? numbersOf(part, value) : [];
    return typeof value === "number" ? [value] : [];
  });
}

/** The template's shape holding the next numbers: of the template's type because it has each of its parts. */
function rebuild<Shape extends object>(template: Shape, numbers: Iterator<number>): Shape {
  const parts = partsOf(template).map(([name, part]): [string, unknown] => [
    name,
    part instanceof Object ? rebuild(part, numbers) : numbers.next().value,
  ]);
  const built: object = Array.isArray(template) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
  return built as Shape;
}
