import { expect, it } from "vitest";
import { after, DAY, NOW, type Row } from "../catalogue/testing/course.ts";
import type { CorrectionCounts } from "./correction-trace.ts";

const told = (counts: CorrectionCounts) => [
  counts.correctedRights,
  counts.correctedWrongs,
  counts.leftRights,
  counts.leftWrongs,
];
const corrections = (...rows: Row[]) => {
  const { first, later } = after(rows).learner.corrections;
  return [told(first), told(later)];
};
const NONE = [0, 0, 0, 0];
const failed: Row = ["a", NOW, false];
const again: Row = ["a", NOW + 60, true];

it("counts what came of the review after a failure, by whether it was corrected in its sitting", () => {
  expect(corrections(failed, again, ["a", NOW + DAY, true])).toEqual([[1, 0, 0, 0], NONE]);
  expect(corrections(failed, again, ["a", NOW + DAY, false])).toEqual([[0, 1, 0, 0], NONE]);
  expect(corrections(failed, ["a", NOW + DAY, true])).toEqual([[0, 0, 1, 0], NONE]);
  expect(corrections(failed, ["a", NOW + DAY, false])).toEqual([[0, 0, 0, 1], NONE]);
  // Asked again, and wrong again: nobody was corrected.
  expect(corrections(failed, ["a", NOW + 60, false], ["a", NOW + DAY, true])).toEqual([[0, 0, 1, 0], NONE]);
});

it("counts failures of what had been met before apart", () => {
  const later: Row = ["a", NOW + DAY, false];
  const rows: Row[] = [failed, later, ["a", NOW + DAY + 60, true], ["a", NOW + 2 * DAY, true]];
  expect(corrections(...rows)).toEqual([
    [0, 0, 0, 1],
    [1, 0, 0, 0],
  ]);
});

it("counts nothing else: no first meeting, no review after a success, no repeat within a sitting", () => {
  expect(corrections(failed)).toEqual([NONE, NONE]);
  expect(corrections(["a", NOW, true], ["a", NOW + DAY, true])).toEqual([NONE, NONE]);
  expect(corrections(["a", NOW, true], ["a", NOW + 60, false], ["a", NOW + DAY, true])).toEqual([NONE, NONE]);
  expect(corrections(failed, ["a", NOW + 60, false], ["a", NOW + 120, true])).toEqual([NONE, NONE]);
});

it("keeps the ratios of what is rare when it halves what has become much", () => {
  // One failure in twenty is corrected; of these nine in ten are right in the review, of the others half.
  const rows = Array.from({ length: 6_000 }, (_, n): Row[] => {
    const at = NOW + n * 10;
    const isCorrected = n % 20 === 0;
    const right = isCorrected ? Math.floor(n / 20) % 10 < 9 : n % 2 === 0;
    const again: Row[] = isCorrected ? [[`${n}`, at + 900, true]] : [];
    return [[`${n}`, at, false], ...again, [`${n}`, at + 5 * DAY, right]];
  }).flat();
  const { first } = after(rows.toSorted(([, a], [, b]) => a - b)).learner.corrections;
  const [rights = 0, wrongs = 0, leftRights = 0, leftWrongs = 0] = told(first);
  expect(rights + wrongs + leftRights + leftWrongs).toBeLessThan(1_000);
  expect(rights + wrongs).toBeGreaterThan(20);
  expect(rights / (rights + wrongs)).toBeCloseTo(0.9, 1);
  expect((rights + wrongs) / (leftRights + leftWrongs)).toBeCloseTo(1 / 19, 2);
});
