import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  emptyLearner,
  fit,
  ITEM_PACKING,
  LEARNER_PACKING,
  observe,
  PERSONAL_PACKING,
  predict,
  SKILL_PACKING,
} from "./index.ts";
import { simulateLog } from "./testing/simulated-log.ts";

const log = simulateLog({ learners: 3, items: 10, rowsEach: 200, seed: 1, clock: true });
const model = fit(log);

describe("packed traces", () => {
  it("give back exactly what was packed, after every row of a log", () => {
    let state = emptyLearner();
    for (const event of log) {
      state = observe(model, state, event);
      expect(LEARNER_PACKING.unpack(LEARNER_PACKING.pack(state.learner))).toEqual(state.learner);
      expect(PERSONAL_PACKING.unpack(PERSONAL_PACKING.pack(state.personal))).toEqual(state.personal);
      const item = state.items.get(event.item);
      if (item !== undefined) expect(ITEM_PACKING.unpack(ITEM_PACKING.pack(item))).toEqual(item);
      const skill = state.skills.get(event.skills[0] ?? "");
      if (skill !== undefined) expect(SKILL_PACKING.unpack(SKILL_PACKING.pack(skill))).toEqual(skill);
    }
  });

  it("are small enough to store for every item a learner touches", () => {
    expect(LEARNER_PACKING.bytes + PERSONAL_PACKING.bytes + 6 * SKILL_PACKING.bytes).toBeLessThanOrEqual(300);
    expect(ITEM_PACKING.bytes).toBeLessThanOrEqual(120);
  });

  it("refuse bytes that are no trace", () => {
    expect(() => ITEM_PACKING.unpack(new Uint8Array(3))).toThrow(RangeError);
    expect(() => ITEM_PACKING.unpack(new Uint8Array(ITEM_PACKING.bytes).fill(255))).toThrow(RangeError);
  });

  it("hold what a very long life leaves, without a number that overflows", () => {
    const row = { item: "a", skills: ["s"], kind: "recall", at: 0, correct: true, elapsedMs: 600_000 };
    const first = observe(model, emptyLearner(), row);
    const met = first.items.get("a");
    if (met === undefined) throw new Error("the item is missing");
    const long = { attempts: 65_530, rights: 65_530, streak: 32_760 };
    let state = { ...first, items: first.items.set("a", { ...met, ...long }) };
    for (let n = 1; n < 20; n += 1) state = observe(model, state, { ...row, at: n * 1e9 });
    const item = state.items.get("a");
    if (item === undefined) throw new Error("the item is missing");
    expect(item).toMatchObject({ attempts: 65_535, rights: 65_535, streak: 32_767 });
    expect(ITEM_PACKING.unpack(ITEM_PACKING.pack(item))).toEqual(item);
    expect(predict(model, state, { ...row, at: 2e10 })).toBeGreaterThan(0.5);
  });

  it("keep what is observed for any history and any clock", () => {
    const time = fc.oneof(fc.double(), fc.double({ min: -2e11, max: 2e11, noNaN: true }));
    const event = fc.record({
      item: fc.constantFrom("a", "b"),
      skills: fc.subarray(["s", "t", "u"]),
      kind: fc.constantFrom("recall", "study"),
      at: fc.option(time),
      correct: fc.option(fc.boolean()),
      elapsedMs: fc.option(fc.double()),
    });
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 40 }), (events) => {
        const state = events.reduce((before, one) => observe(model, before, one), emptyLearner());
        expect(LEARNER_PACKING.unpack(LEARNER_PACKING.pack(state.learner))).toEqual(state.learner);
        expect(PERSONAL_PACKING.unpack(PERSONAL_PACKING.pack(state.personal))).toEqual(state.personal);
        for (const [, item] of state.items.entries())
          expect(ITEM_PACKING.unpack(ITEM_PACKING.pack(item))).toEqual(item);
        for (const [, skill] of state.skills.entries())
          expect(SKILL_PACKING.unpack(SKILL_PACKING.pack(skill))).toEqual(skill);
      }),
    );
  });
});
