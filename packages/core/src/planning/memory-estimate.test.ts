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

it.each([5, 10, 20, 30, 40])(
  "stays near what people are like when what was right on %i days is wrong",
  (rights) => {
    const memory = estimateMemory(after(failed(40, rights)));
    for (const weight of memory.weights) expect(Math.abs(weight)).toBeLessThan(4);
    const soon = recallOf(memory, FIRST_MEETING, 60);
    expect(soon).toBeGreaterThan(recallOf(memory, FIRST_MEETING, 30 * DAY_SECONDS));
  },
);
