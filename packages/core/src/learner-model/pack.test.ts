import { describe, expect, it } from "vitest";
import {
  emptyLearner,
  fit,
  ITEM_PACKING,
  LEARNER_PACKING,
  observe,
  PERSONAL_PACKING,
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
    expect(LEARNER_PACKING.bytes + PERSONAL_PACKING.bytes).toBeLessThanOrEqual(300);
    expect(ITEM_PACKING.bytes).toBeLessThanOrEqual(120);
  });

  it("refuse bytes that are no trace", () => {
    expect(() => ITEM_PACKING.unpack(new Uint8Array(3))).toThrow(RangeError);
    expect(() => LEARNER_PACKING.unpack(new Uint8Array(LEARNER_PACKING.bytes).fill(255))).toThrow(RangeError);
  });
});
