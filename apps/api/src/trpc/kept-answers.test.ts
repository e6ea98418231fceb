import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { KeptAnswers } from "./kept-answers.ts";

const AMONG_OTHERS_MS = 5_000;
const ALONE_MS = 60_000;

let isAlone = true;
const make = () =>
  new KeptAnswers({
    changes: { stampOf: () => 0 },
    actors: { isAlone: () => isAlone },
  });

beforeEach(() => {
  isAlone = true;
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => vi.useRealTimers());

test("a learner's own answer lasts a minute at an instance that is alone", () => {
  const answers = make();
  answers.add("mine", "own", "{}");
  vi.advanceTimersByTime(ALONE_MS - 1);
  expect(answers.get("mine")?.latin1).toBe("{}");
  vi.advanceTimersByTime(1);
  expect(answers.get("mine")).toBeUndefined();
});

test("among others it lasts five seconds, also one that was made before they came", () => {
  const answers = make();
  answers.add("mine", "own", "{}");
  isAlone = false;
  vi.advanceTimersByTime(AMONG_OTHERS_MS - 1);
  expect(answers.get("mine")).toBeDefined();
  vi.advanceTimersByTime(1);
  expect(answers.get("mine")).toBeUndefined();
});

test("what everybody gets lasts as long as its name", () => {
  const answers = make();
  answers.add("everybody's", "shared", "{}");
  vi.advanceTimersByTime(10 * ALONE_MS);
  expect(answers.get("everybody's")).toBeDefined();
});
