import fc from "fast-check";
import { expect, it } from "vitest";
import { after, DAY, NOW, type Row } from "../catalogue/testing/course.ts";
import { estimateMemory } from "./memory-estimate.ts";
import { DAY_SECONDS, FIRST_MEETING } from "./forgetting.ts";
import { recallOf } from "./recall-curve.ts";

/** Each item of a course right `rights` times on as many days, and wrong in the end. */
function failed(items: number, rights: number): Row[] {
  return Array.from({ length: rights + 1 }, (_, day) =>
    Array.from({ length: items }, (_, item): Row => [
      `item ${item}`,
      NOW - (rights + 1 - day) * DAY + item * 10,
      day < rights,
    ]),
  ).flat();
}

/** A course of some days, each item asked once a day, right or wrong by a rule that mixes them. */
function practised(days: number, items: number): Row[] {
  return Array.from({ length: days }, (_, day) =>
    Array.from({ length: items }, (_, item): Row => [
      `item ${item}`,
      NOW - (days - day) * DAY + item * 10,
      ((item + 1) * (day + 2)) % 3 === 0,
    ]),
  ).flat();
}

it("a failure that is asked again in its sitting until it is right is a failure all the same", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 1, max: 3 }), (days, times) => {
      const once = practised(days, 30);
      const again = once.flatMap((row): Row[] => {
        const [item, at, right] = row;
        if (right) return [row];
        const repeats = Array.from({ length: times }, (_, time): Row => [
          item,
          at + 400 * (time + 1),
          time === times - 1,
        ]);
        return [row, ...repeats];
      });
      const { weights } = estimateMemory(after(once));
      const same = estimateMemory(after(again.toSorted(([, a], [, b]) => a - b)));
      // The gap to the next day begins some minutes later.
      for (const [index, weight] of weights.entries()) expect(same.weights[index]).toBeCloseTo(weight, 1);
    }),
    { numRuns: 30 },
  );
});

it.each([5, 10, 20, 30, 40])(
  "stays near what people are like when what was right on %i days is wrong",
  (rights) => {
    const memory = estimateMemory(after(failed(40, rights)));
    for (const weight of memory.weights) expect(Math.abs(weight)).toBeLessThan(4);
    const soon = recallOf(memory, FIRST_MEETING, 60);
    expect(soon).toBeGreaterThan(recallOf(memory, FIRST_MEETING, 30 * DAY_SECONDS));
  },
);
