import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { KeptAnswers } from "./kept-answers.ts";

const AMONG_OTHERS_MS = 5_000;
const ALONE_MS = 60_000;

const MINE = { key: "mine", stamp: "1" };
const OURS = { key: "everybody's", stamp: "1" };

let isAlone = true;
let changes = 0;
const make = () =>
  new KeptAnswers({
    changes: { stampOf: () => changes },
    actors: { isAlone: () => isAlone },
  });

beforeEach(() => {
  isAlone = true;
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => vi.useRealTimers());

test("a learner's own answer lasts a minute at an instance that is alone", () => {
  const answers = make();
  answers.add(MINE, "own", "{}");
  vi.advanceTimersByTime(ALONE_MS - 1);
  expect(answers.get(MINE)?.latin1).toBe("{}");
  vi.advanceTimersByTime(1);
  expect(answers.get(MINE)).toBeUndefined();
});

test("among others it lasts five seconds, also one that was made before they came", () => {
  const answers = make();
  answers.add(MINE, "own", "{}");
  isAlone = false;
  vi.advanceTimersByTime(AMONG_OTHERS_MS - 1);
  expect(answers.get(MINE)).toBeDefined();
  vi.advanceTimersByTime(1);
  expect(answers.get(MINE)).toBeUndefined();
});

test("a change makes an answer another one, which takes the room of the one before", () => {
  const answers = make();
  const actor = { userId: "one", targetLanguage: "kinyarwanda", nativeLanguage: "french" } as const;
  const call = { path: "progress.summary", input: "null", kept: "own" } as const;
  const place = () => answers.placeOf(actor, 1, call) ?? MINE;
  const before = place();
  answers.add(before, "own", "{}");
  const { size } = answers;
  changes += 1;
  expect(answers.get(place())).toBeUndefined();
  answers.add(place(), "own", "[]");
  expect(answers.get(place())?.latin1).toBe("[]");
  expect(answers.size).toBe(size);
  // Made before the change, it comes when the newer one is there: nobody gets it for the newer one.
  answers.add(before, "own", "{}");
  expect(answers.get(place())).toBeUndefined();
  for (const other of [
    answers.placeOf(actor, 2, call),
    answers.placeOf({ ...actor, nativeLanguage: "english" }, 1, call),
    answers.placeOf({ ...actor, userId: "another" }, 1, call),
  ])
    expect(other).not.toEqual(before);
});

test("what everybody gets lasts as long as its stamp", () => {
  const answers = make();
  answers.add(OURS, "shared", "{}");
  vi.advanceTimersByTime(10 * ALONE_MS);
  expect(answers.get(OURS)).toBeDefined();
});
