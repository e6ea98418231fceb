import fc from "fast-check";
import { expect, it } from "vitest";
import { columnsReader, columnsWriter } from "./event-columns.ts";

const text = fc.constantFrom("", "a", "b", "言葉", "x,y");
const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }));
const skill = fc.constantFrom("s", "t", "u");

it("gives back the events that it was given, batch by batch", () => {
  const event = fc.record({
    learner: text,
    item: text,
    skills: fc.uniqueArray(skill),
    kind: text,
    at: number,
    correct: fc.option(fc.boolean()),
    elapsedMs: number,
  });
  fc.assert(
    fc.property(fc.array(fc.array(event)), (batches) => {
      const write = columnsWriter();
      const read = columnsReader();
      for (const batch of batches) expect([...read(write(batch))]).toEqual(batch);
    }),
  );
});
