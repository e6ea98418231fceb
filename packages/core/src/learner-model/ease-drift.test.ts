import fc from "fast-check";
import { expect, it } from "vitest";
import { sigmoid } from "../logit.ts";
import { driftOf, EaseDrift } from "./ease-drift.ts";
import { seededRandom } from "./fitting/seeded-random.ts";
import { OnlineCalibration } from "./online-calibration.ts";
import { bounded } from "./predict.ts";

/** Items that the fit saw some hundreds of answers of: their usual ease is known to a fifth of a logit or so. */
const WELL_KNOWN = 0.03;
const LEARNERS = 200;

function lossOf(probability: number, outcome: number): number {
  return -Math.log(outcome === 1 ? probability : 1 - probability);
}

const anyRow = fc.record({
  probability: fc.double({ min: 0.0001, max: 0.9999, noNaN: true }),
  outcome: fc.constantFrom(0, 1),
  item: fc.nat(2),
  skills: fc.array(fc.nat(2), { maxLength: 3 }),
});

it("loses next to nothing to the usual ease, whatever comes", () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 400 }), (rows) => {
      const items = Array.from({ length: 3 }, () => driftOf(WELL_KNOWN));
      const skills = Array.from({ length: 3 }, () => driftOf(WELL_KNOWN));
      const ease = new EaseDrift(LEARNERS);
      const usual = new OnlineCalibration(LEARNERS);
      let lost = 0;
      for (const row of rows) {
        const item = items[row.item] ?? driftOf(WELL_KNOWN);
        const subject = { item, skills: row.skills.flatMap((skill) => skills[skill] ?? []) };
        const uncorrected = { probability: row.probability, doubt: 0 };
        const byUsual = bounded(usual.correct(uncorrected));
        lost += lossOf(ease.correct(uncorrected, subject), row.outcome) - lossOf(byUsual, row.outcome);
        ease.learn(row.outcome, subject);
        usual.learn(row.outcome);
      }
      expect(lost).toBeLessThan(0.0182 + 0.00005 * rows.length);
    }),
  );
});

const ITEMS = 20;

/**
 * How far predictions are from the truth, row by row, of items by turns whose usual ease foretells anything between .18 and .82 and
 * that have moved from it by so many logits.
 */
function errors(rows: number, movedAt: (item: number, row: number) => number): number[] {
  const random = seededRandom(11);
  const ease = new EaseDrift(LEARNERS);
  const items = Array.from({ length: ITEMS }, () => driftOf(WELL_KNOWN));
  return Array.from({ length: rows }, (_, row) => {
    const number = row % ITEMS;
    const subject = { item: items[number] ?? driftOf(WELL_KNOWN), skills: [] };
    const usual = 3 * random() - 1.5;
    const truth = sigmoid(usual + movedAt(number, row));
    const probability = ease.correct({ probability: sigmoid(usual), doubt: 0 }, subject);
    ease.learn(random() < truth ? 1 : 0, subject);
    return Math.abs(probability - truth);
  });
}

/** Over all items, when each has had so many answers. */
function errorAfter(answers: number, all: readonly number[]): number {
  const last = all.slice((answers - 1) * ITEMS, answers * ITEMS);
  return last.reduce((sum, error) => sum + error, 0) / ITEMS;
}

const apart = (item: number) => (item % 2 === 0 ? -1.2 : 1.2);

it("stays where it is while no ease moves", () => {
  expect(Math.max(...errors(8_000, () => 0))).toBeLessThan(0.03);
});

it("follows items that moved before the log", () => {
  const all = errors(1_000, apart);
  expect(errorAfter(1, all)).toBeGreaterThan(0.2);
  expect(errorAfter(50, all)).toBeLessThan(0.12);
});

it("follows items that jump after all had been still for long", () => {
  const all = errors(22_000, (item, row) => (row < 20_000 ? 0 : apart(item)));
  expect(errorAfter(1_001, all)).toBeGreaterThan(0.2);
  expect(errorAfter(1_050, all)).toBeLessThan(0.19);
  expect(errorAfter(1_100, all)).toBeLessThan(0.12);
});

it("knows by its skill of an item that it never met", () => {
  const random = seededRandom(12);
  const ease = new EaseDrift(LEARNERS);
  const skills = [driftOf(WELL_KNOWN), driftOf(WELL_KNOWN)] as const;
  const ask = (skill: 0 | 1) => {
    const subject = { item: driftOf(WELL_KNOWN), skills: [skills[skill]] };
    return { subject, probability: ease.correct({ probability: 0.5, doubt: 0 }, subject) };
  };
  for (let row = 0; row < 600; row += 1) {
    const skill = row % 2 === 0 ? 0 : 1;
    const { subject } = ask(skill);
    ease.learn(random() < (skill === 0 ? 0.2 : 0.8) ? 1 : 0, subject);
  }
  expect(ask(0).probability).toBeLessThan(0.3);
  expect(ask(1).probability).toBeGreaterThan(0.7);
});

it("is a probability after any run of one outcome", () => {
  const ease = new EaseDrift(LEARNERS);
  const subject = { item: driftOf(1), skills: [driftOf(1), driftOf(1)] };
  for (let row = 0; row < 20_000; row += 1) {
    expect(ease.correct({ probability: sigmoid(-9), doubt: 0 }, subject)).toSatisfy(
      (p: number) => p > 0 && p < 1,
    );
    ease.learn(1, subject);
  }
});
