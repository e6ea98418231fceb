import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  emptyLearner,
  fit,
  LogStream,
  ModelError,
  observe,
  predict,
  readModel,
  type LearnerEvent,
  type Observation,
} from "./index.ts";
import { seededRandom } from "./fitting/seeded-random.ts";
import { LearnerShelf } from "./learner-shelf.ts";
import { simulateLog } from "./testing/simulated-log.ts";

const SHAPE = { learners: 16, items: 60, rowsEach: 150, seed: 7, clock: true };
const trainLog = simulateLog(SHAPE);
const model = fit(trainLog);

function logLosses(log: readonly LearnerEvent[]): { engine: number; constant: number } {
  const share = trainLog.filter((event) => event.correct).length / trainLog.length;
  let state = emptyLearner();
  let learner = "";
  let engine = 0;
  let constant = 0;
  for (const event of log) {
    if (event.learner !== learner) state = emptyLearner();
    learner = event.learner;
    const probability = predict(model, state, event);
    engine -= Math.log(event.correct ? probability : 1 - probability);
    constant -= Math.log(event.correct ? share : 1 - share);
    state = observe(model, state, event);
  }
  return { engine: engine / log.length, constant: constant / log.length };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const anyNumber = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -1, 1e308, -1e308, Number.NaN, Infinity, 1.7e9, 1.7e9 - 1),
);
const anyText = fc.oneof(
  fc.constantFrom("item 1", "skill 1", "recall", "__proto__", "constructor", ""),
  fc.string(),
);
const hostileEvent: fc.Arbitrary<Observation> = fc.record({
  item: anyText,
  skills: fc.array(anyText, { maxLength: 5 }),
  kind: anyText,
  at: fc.option(anyNumber),
  correct: fc.option(fc.boolean()),
  elapsedMs: fc.option(anyNumber),
});

describe("the learner model", () => {
  it("predicts learners it never saw far better than their share of right answers", () => {
    const losses = logLosses(simulateLog({ ...SHAPE, learners: 10, seed: 8 }));
    expect(losses.engine).toBeLessThan(losses.constant - 0.05);
  });

  it("goes on learning about items and learners that its model never saw", () => {
    const stream = new LogStream(fit([]));
    const log = simulateLog({ ...SHAPE, learners: 20, seed: 9 });
    const losses = log.map((event) => {
      const probability = stream.next(event);
      return -Math.log(event.correct ? probability : 1 - probability);
    });
    expect(mean(losses.slice(-1_000))).toBeLessThan(mean(losses.slice(0, 1_000)) - 0.02);
  });

  it("follows items whose ease has changed since its model was fitted", () => {
    const random = seededRandom(10);
    const logOf = (learners: string, chanceOf: (item: number) => number) =>
      Array.from({ length: 3_600 }, (_, row): LearnerEvent => {
        const item = Math.floor(20 * random());
        const learner = `${learners} ${Math.floor(row / 60)}`;
        const correct = random() < chanceOf(item);
        return {
          learner,
          item: `item ${item}`,
          skills: [],
          kind: "recall",
          at: null,
          correct,
          elapsedMs: null,
        };
      });
    const before = logOf("earlier", (item) => (item < 10 ? 0.85 : 0.3));
    const after = logOf("later", (item) => (item < 10 ? 0.3 : 0.85));
    const stream = new LogStream(fit(before));
    const losses = after.map((event) => {
      const probability = stream.next(event);
      return -Math.log(event.correct ? probability : 1 - probability);
    });
    expect(mean(losses.slice(1_200))).toBeLessThan(0.61);
  });

  it("foretells the same whether learners are at hand or packed", () => {
    const rows = simulateLog({ ...SHAPE, learners: 5, rowsEach: 60, seed: 11 });
    const log = rows.map((event, index) => rows[(index % 5) * 60 + Math.floor(index / 5)] ?? event);
    const [atHand, packed] = [new LogStream(model), new LogStream(model, new LearnerShelf(2))];
    expect(log.map((event) => packed.next(event))).toEqual(log.map((event) => atHand.next(event)));
  });

  it("is the same for the same log", () => {
    expect(JSON.stringify(fit(trainLog))).toBe(JSON.stringify(model));
  });

  it("survives a round trip through JSON", () => {
    const again = readModel(JSON.parse(JSON.stringify(model)));
    const [query] = trainLog;
    if (query === undefined) throw new Error("the log is empty");
    expect(predict(again, emptyLearner(), query)).toBe(predict(model, emptyLearner(), query));
  });

  it("refuses a model that does not say how far learners differ", () => {
    const { scales, ...rest } = model;
    for (const bad of [rest, { ...model, scales: { ...scales, item: null } }])
      expect(() => readModel(JSON.parse(JSON.stringify(bad)))).toThrow(ModelError);
  });

  it("gives a probability, never NaN, whatever the history", () => {
    fc.assert(
      fc.property(fc.array(hostileEvent, { minLength: 1, maxLength: 30 }), (events) => {
        let state = emptyLearner();
        for (const event of events) {
          const probability = predict(model, state, event);
          expect(probability).toBeGreaterThan(0);
          expect(probability).toBeLessThan(1);
          state = observe(model, state, event);
        }
      }),
    );
  });

  it("gives a probability for logs in which nothing can be learned", () => {
    const row = { learner: "amina", item: "muraho", skills: [], kind: "recall", at: null, elapsedMs: null };
    const many = Array.from({ length: 200 }, (_, index) => ({ ...row, learner: `learner ${index % 20}` }));
    const studied = { ...row, kind: "study", correct: null };
    for (const log of [
      many.map((event) => ({ ...event, correct: true })),
      many.map((event) => ({ ...event, correct: false })),
      many.map((event, index) => ({ ...event, item: `item ${index}`, correct: true })),
      [{ ...row, correct: true }],
      [studied],
    ]) {
      const stream = new LogStream(fit(log));
      for (const event of [...log, studied])
        expect(stream.next(event)).toSatisfy((p: number) => p > 0 && p < 1);
    }
  });

  it("fits and predicts a log of hostile rows, with thousands of skills on one of them", () => {
    const skills = Array.from({ length: 3_000 }, (_, index) => `\u{1F9E0} ${index}`);
    fc.assert(
      fc.property(fc.array(hostileEvent, { minLength: 1, maxLength: 40 }), (rows) => {
        const log = rows.map((row, index) => ({
          ...row,
          skills: index === 0 ? skills : row.skills,
          learner: index % 2 === 0 ? "\u0000" : "__proto__",
        }));
        const stream = new LogStream(fit(log));
        for (const event of log) expect(stream.next(event)).toSatisfy((p: number) => p > 0 && p < 1);
      }),
      { numRuns: 10 },
    );
  });

  it("forgets by the clock again after the clock was wrong for a while", () => {
    const row = { item: "item 1", skills: [], kind: "recall", correct: true, elapsedMs: 900 };
    const now = 1_700_000_000;
    const times = [now, now + 60, now + 3e9, now + 180, now + 240, now + 300];
    const state = times.reduce((before, at) => observe(model, before, { ...row, at }), emptyLearner());
    const query = { ...row, at: now + 360 };
    expect(predict(model, state, { ...query, at: now + 30 * 86_400 })).toBeLessThan(
      predict(model, state, query),
    );
  });

  it("counts the pause after a journey to a zone that is hours behind", () => {
    const row = { item: "item 1", skills: [], kind: "recall", correct: true, elapsedMs: 900 };
    const now = 1_700_000_000;
    const flown = now - 8 * 3_600;
    const after = (...times: number[]) =>
      times.reduce((before, at) => observe(model, before, { ...row, at }), emptyLearner());
    const ask = { ...row, at: flown + 7 * 3_600 };
    expect(predict(model, after(now - 60, now, flown, flown + 60), ask)).toBeLessThan(
      predict(model, after(now - 60, now, flown, ask.at - 60), ask),
    );
  });

  it("leaves the state it was given as it was", () => {
    let state = emptyLearner();
    for (const event of trainLog.slice(0, 50)) state = observe(model, state, event);
    const before = structuredClone({ learner: state.learner, items: [...state.items.entries()] });
    const next = trainLog[50];
    if (next === undefined) throw new Error("the log is too short");
    observe(model, state, { ...next, correct: false });
    expect({ learner: state.learner, items: [...state.items.entries()] }).toEqual(before);
  });

  it.each([0, 1, 2])("can be fitted to a log of %i learners", (learners) => {
    const small = fit(simulateLog({ ...SHAPE, learners, rowsEach: 30 }));
    const probability = predict(small, emptyLearner(), { item: "new", skills: [], kind: "recall", at: null });
    expect(probability).toBeGreaterThan(0.02);
    expect(probability).toBeLessThan(0.98);
  });

  it("samples whole learners of a log that is too long to keep", () => {
    const sampled = fit(trainLog, { maxRows: 1_500 });
    expect(sampled.rows).toBeLessThanOrEqual(1_500);
    expect(sampled.rows % SHAPE.rowsEach).toBe(0);
  });
});
