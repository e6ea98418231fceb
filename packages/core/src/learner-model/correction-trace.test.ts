import { expect, it } from "vitest";
import { after, DAY, NOW, type Row } from "../catalogue/testing/course.ts";

const corrections = (...rows: Row[]) => {
  const { correctedRights, correctedWrongs, leftRights, leftWrongs } = after(rows).learner.corrections;
  return [correctedRights, correctedWrongs, leftRights, leftWrongs].map(Math.round);
};

it("counts what came of the review after a failure, by whether it was corrected in its sitting", () => {
  const failed: Row = ["a", NOW, false];
  const again: Row = ["a", NOW + 60, true];
  expect(corrections(failed, again, ["a", NOW + DAY, true])).toEqual([1, 0, 0, 0]);
  expect(corrections(failed, again, ["a", NOW + DAY, false])).toEqual([0, 1, 0, 0]);
  expect(corrections(failed, ["a", NOW + DAY, true])).toEqual([0, 0, 1, 0]);
  expect(corrections(failed, ["a", NOW + DAY, false])).toEqual([0, 0, 0, 1]);
  // Asked again, and wrong again: nobody was corrected.
  expect(corrections(failed, ["a", NOW + 60, false], ["a", NOW + DAY, true])).toEqual([0, 0, 1, 0]);
});

it("counts nothing else: no first meeting, no review after a success, no repeat within a sitting", () => {
  expect(corrections(["a", NOW, false])).toEqual([0, 0, 0, 0]);
  expect(corrections(["a", NOW, true], ["a", NOW + DAY, true])).toEqual([0, 0, 0, 0]);
  expect(corrections(["a", NOW, true], ["a", NOW + 60, false], ["a", NOW + DAY, true])).toEqual([0, 0, 0, 0]);
  expect(corrections(["a", NOW, false], ["a", NOW + 60, false], ["a", NOW + 120, true])).toEqual([
    0, 0, 0, 0,
  ]);
});
