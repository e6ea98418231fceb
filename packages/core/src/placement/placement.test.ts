import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { course, hasBadNumber, model } from "../catalogue/testing/course.ts";
import {
  answerPlacement,
  contestPlacement,
  nextPlacementItem,
  placementResult,
  startPlacement,
  type PlacementAnswer,
  type PlacementState,
} from "./index.ts";

const catalogue = course(24);

/** The whole test, with the same answer to everything or with answers in turn. */
function run(answers: readonly PlacementAnswer[], state: PlacementState = startPlacement()): PlacementState {
  for (let asked = 0; ; asked += 1) {
    const item = nextPlacementItem(model, catalogue, state, 0.3);
    if (item === null) return state;
    const answer = answers[asked % answers.length] ?? "wrong";
    state = answerPlacement(model, catalogue, state, { item: item.id, answer });
  }
}

describe("placement", () => {
  it("puts who knows everything high and who knows nothing low, within ten questions", () => {
    const high = placementResult(run(["right"]));
    const low = placementResult(run(["unknown"]));
    expect(high.difficulty).toBe("advanced");
    expect(low.difficulty).toBe("beginner");
    expect(high.questions).toBeLessThanOrEqual(10);
    expect(low.finished).toBe(true);
  });

  it("gives the same posterior after a trip through JSON, and never a number that is not finite", () => {
    const answer = fc.constantFrom<PlacementAnswer>("right", "wrong", "unknown");
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 12 }), (answers) => {
        const state = run(answers);
        const again: PlacementState = JSON.parse(JSON.stringify(state));
        expect(placementResult(again)).toEqual(placementResult(state));
        expect(hasBadNumber(placementResult(state))).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it("ends early when the catalogue has no more questions", () => {
    const small = course(1);
    let state = startPlacement();
    for (let item = nextPlacementItem(model, small, state, 0); item !== null;) {
      state = answerPlacement(model, small, state, { item: item.id, answer: "right" });
      item = nextPlacementItem(model, small, state, 0);
    }
    expect(placementResult(state).questions).toBe(4);
    expect(nextPlacementItem(model, course(0), startPlacement(), 0)).toBeNull();
  });

  it("goes on when it is contested, once", () => {
    const first = run(["wrong"]);
    const appealed = contestPlacement(first, "advanced");
    expect(placementResult(appealed).finished).toBe(false);
    const second = run(["right"], appealed);
    expect(placementResult(second).level).toBeGreaterThan(placementResult(first).level);
    expect(contestPlacement(second, "advanced")).toBe(second);
  });
});
