import { describe, expect, it } from "vitest";
import { dueAt, emptyLearner, fit, observe, predict, type LearnerState } from "./index.ts";
import { simulateLog } from "./testing/simulated-log.ts";

const model = fit(simulateLog({ learners: 16, items: 40, rowsEach: 150, seed: 7, clock: true }));
const START = 1_700_000_000;
const query = { item: "item 3", skills: ["skill 3"], kind: "recall" };

/** A learner who met the item every minute with these outcomes. */
function after(outcomes: readonly boolean[]): { state: LearnerState; now: number } {
  let state = emptyLearner();
  let now = START;
  for (const correct of outcomes) {
    now += 60;
    state = observe(model, state, { ...query, at: now, correct, elapsedMs: null });
  }
  return { state, now };
}

describe("dueAt", () => {
  it("is when the probability has fallen to the target", () => {
    const { state, now } = after([true, true, true, true]);
    const high = predict(model, state, { ...query, at: now });
    const low = predict(model, state, { ...query, at: now + 30 * 86_400 });
    expect(low).toBeLessThan(high);
    const target = (high + low) / 2;
    const due = dueAt(model, state, { ...query, at: now }, target);
    expect(predict(model, state, { ...query, at: due })).toBeCloseTo(target, 1);
    expect(due).toBeGreaterThan(now);
  });

  it("is now for an item that is less known than that", () => {
    const { state, now } = after([false, false, false]);
    expect(dueAt(model, state, { ...query, at: now }, 0.98)).toBe(now);
  });

  it("goes by the learner's clock where no moment is told", () => {
    const { state, now } = after([true, true, true, true]);
    const told = dueAt(model, state, { ...query, at: now }, 0.9);
    for (const at of [NaN, Infinity, -Infinity])
      expect(dueAt(model, state, { ...query, at }, 0.9)).toBe(told);
  });

  it("is at most a year from now", () => {
    const { state, now } = after([true]);
    expect(dueAt(model, state, { ...query, at: now }, 0)).toBe(now + 365 * 86_400);
  });
});
