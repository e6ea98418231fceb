import type { AttemptReceipt, Exercise, SubmitAttemptInput } from "@fluentfusion/contract";
import { expect, test } from "vitest";
import {
  beginRecord,
  nextStep,
  type SittingRecord,
  doneCount,
  waitingAnswers,
  withAnswer,
  withoutAnswer,
  withReceipt,
} from "./sitting-record.ts";

const exercise = (id: string, number: number): Exercise => ({
  id,
  lessonId: "lesson",
  revision: 1,
  number,
  prompt: { kind: "type", text: "Thank you", textLanguage: "english", answerLanguage: "kinyarwanda" },
});

const attempt = (id: string, exerciseId: string): SubmitAttemptInput => ({
  id,
  exerciseId,
  revision: 1,
  sittingId: "sitting",
  response: { kind: "type", text: "Murakoze" },
  answeredAt: "2026-11-23T10:00:00.000Z",
  timeZone: "Africa/Kigali",
  elapsedMs: 1000,
});

const receipt = (attemptId: string, exerciseId: string, outcome: "correct" | "wrong"): AttemptReceipt => ({
  attemptId,
  exerciseId,
  verdict: {
    outcome,
    score: outcome === "correct" ? 1 : 0,
    reason: "exact",
    nearest: null,
    edits: [],
    accepted: [],
  },
  xpEarned: 0,
  xpTotal: 0,
  streakDays: 1,
  badgesEarned: [],
  lesson: { lessonId: "lesson", solved: 0, total: 2, completed: false, score: 0 },
});

const begun: SittingRecord = {
  ownerId: "learner",
  sitting: { id: "sitting", mode: "lesson", lessonId: "lesson" },
  exercises: [exercise("a", 1), exercise("b", 2)],
  onceIds: [],
  doneBefore: [],
  answers: [],
};

const nextId = (record: SittingRecord) => {
  const step = nextStep(record);
  return step.kind === "exercise" ? step.exercise.id : step.kind;
};

test("what was answered wrong comes back after the rest, until it is right", () => {
  let record = withReceipt(withAnswer(begun, attempt("1", "a")), receipt("1", "a", "wrong"));
  expect(nextId(record)).toBe("b");
  record = withReceipt(withAnswer(record, attempt("2", "b")), receipt("2", "b", "correct"));
  expect(nextId(record)).toBe("a");
  expect(doneCount(record)).toBe(1);
  record = withReceipt(withAnswer(record, attempt("3", "a")), receipt("3", "a", "correct"));
  expect(nextId(record)).toBe("done");
  expect(doneCount(record)).toBe(2);
});

test("an answer that is not sent yet lets the learner go on and is neither solved nor lost", () => {
  let record = withAnswer(begun, attempt("1", "a"));
  expect(nextId(record)).toBe("b");
  record = withAnswer(record, attempt("2", "b"));
  expect(nextId(record)).toBe("waiting");
  expect(doneCount(record)).toBe(0);
  expect(waitingAnswers(record).map((answer) => answer.attempt.id)).toEqual(["1", "2"]);
});

test("what was solved on another device does not come again and counts as solved", () => {
  const taken = { ...begun, doneBefore: ["a"] };
  expect([nextId(taken), doneCount(taken)]).toEqual(["b", 1]);
  const done = withReceipt(withAnswer(taken, attempt("1", "b")), receipt("1", "b", "correct"));
  expect([nextId(done), doneCount(done)]).toEqual(["done", 2]);
});

test("what is not asked again is done with once it is graded, right or wrong, and can still be taken back", () => {
  const once = { ...begun, onceIds: ["a"] };
  const asked = withReceipt(withAnswer(once, attempt("1", "a")), receipt("1", "a", "wrong"));
  const other = withReceipt(withAnswer(asked, attempt("2", "b")), receipt("2", "b", "wrong"));
  expect([nextId(asked), doneCount(asked)]).toEqual(["b", 1]);
  expect([nextId(other), doneCount(other)]).toEqual(["b", 1]);
  expect(nextId(withReceipt(withAnswer(other, attempt("3", "b")), receipt("3", "b", "correct")))).toBe(
    "done",
  );
  expect(nextId(withoutAnswer(other, "1"))).toBe("a");
  // While nobody has graded it, it is not known to be done with.
  expect(doneCount(withAnswer(once, attempt("1", "a")))).toBe(0);
});

test("a sitting of a server from before is taken up where it is, and asks everything until it is right", () => {
  const taken = beginRecord(
    {
      id: "sitting",
      mode: "lesson",
      lessonId: "lesson",
      startedAt: "2026-11-23T10:00:00.000Z",
      finishedAt: null,
      total: 2,
      solved: 1,
      solvedIds: ["a"],
      exercises: begun.exercises.slice(),
      next: null,
    },
    "learner",
  );
  expect([nextId(taken), doneCount(taken)]).toEqual(["b", 1]);
  const wrong = withReceipt(withAnswer(taken, attempt("1", "b")), receipt("1", "b", "wrong"));
  expect([nextId(wrong), doneCount(wrong)]).toEqual(["b", 1]);
});

test("an answer that the server refuses can be given again", () => {
  const record = withAnswer(begun, attempt("1", "a"));
  expect(nextId(withoutAnswer(record, "1"))).toBe("a");
});
