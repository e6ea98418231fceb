import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { course, hasBadNumber, model, NOW } from "../catalogue/testing/course.ts";
import { emptyLearner, observe } from "../learner-model/index.ts";
import { recommend } from "../recommendation/index.ts";
import {
  answerPlacement,
  contestPlacement,
  nextPlacementItem,
  placementResult,
  startPlacement,
  withPlacement,
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

/** The difficulty of the lesson that a newcomer is recommended after a test. */
const begin = (answers: readonly PlacementAnswer[]) => {
  const state = run(answers);
  const learner = withPlacement(emptyLearner(), state);
  const placed = placementResult(state).difficulty;
  const { lessons } = recommend(model, learner, catalogue, { at: NOW, limit: 5, placed });
  return catalogue.lessons.find(({ id }) => id === lessons[0]?.lessonId)?.difficulty;
};

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

  it("lets a newcomer begin where it found them, without the lessons before", () => {
    expect(begin(["right"])).toBe("advanced");
    expect(begin(["unknown"])).toBe("beginner");
    expect(begin(["right", "right", "unknown"])).toBe("intermediate");
  });

  it("makes no ability out of bad numbers, and is outweighed by what is answered later", () => {
    const placed = withPlacement(emptyLearner(), run(["right"])).learner.ability;
    expect(placed.mean).toBeGreaterThan(0);
    expect(placed.variance).toBeLessThan(emptyLearner().learner.ability.variance);
    const untested = startPlacement();
    expect(withPlacement(emptyLearner(), untested)).toEqual(emptyLearner());
    let learner = emptyLearner();
    for (let row = 0; row < 60; row += 1) {
      const item = `item ${row % 20}`;
      learner = observe(model, learner, {
        item,
        skills: [],
        kind: "choice",
        at: NOW + row,
        correct: false,
        elapsedMs: null,
      });
    }
    const known = withPlacement(learner, run(["right"])).learner.ability.mean;
    expect(known - learner.learner.ability.mean).toBeLessThan(placed.mean / 2);
  });
});
