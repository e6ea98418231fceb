import { expect, test } from "vitest";
import { bestRidge } from "./choose.ts";

/** Losses of so many learners by each of three ridges, the first of which all but lets the weights go. */
function lossesOf(learners: number, ...ofRidges: ((learner: number) => number)[]): Float64Array[] {
  return ofRidges.map((lossOf) => Float64Array.from({ length: learners }, (_, learner) => lossOf(learner)));
}

const ten = (): number => 10;
const eleven = (): number => 11;
const aLittleLess = (learner: number): number => 9 + 0.1 * (learner % 3);

test("weights are all but let go where nearly every learner is foretold better by it", () => {
  expect(bestRidge(lossesOf(20, aLittleLess, ten, eleven))).toBe(0);
});

test("a gain that one learner makes is not enough for it", () => {
  expect(bestRidge(lossesOf(20, (learner) => (learner === 0 ? 0 : 10.4), ten, eleven))).toBe(1);
});

test("nor is what few learners say", () => {
  expect(bestRidge(lossesOf(19, aLittleLess, ten, eleven))).toBe(1);
});

test("of the other ridges the best is taken, by however little", () => {
  expect(bestRidge(lossesOf(20, eleven, eleven, (learner) => (learner === 0 ? 10.9 : 11)))).toBe(2);
});
