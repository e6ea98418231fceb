import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  after,
  anyHistory,
  course,
  DAY,
  hasBadNumber,
  model,
  NOW,
  type Row,
} from "../catalogue/testing/course.ts";
import { emptyLearner } from "../learner-model/index.ts";
import { planArrival } from "./index.ts";

const catalogue = course(24, 10);
const minutes = fc.double({ min: 0, max: 300, noNaN: true });

/** Ten days of two minutes. */
function tenDays(learner = emptyLearner()) {
  return planArrival(model, learner, catalogue, { at: NOW, goal: { at: NOW + 10 * DAY }, minutesPerDay: 2 });
}

describe("planArrival", () => {
  it("never promises less for more minutes, nor does either end of an interval", () => {
    fc.assert(
      fc.property(anyHistory, minutes, minutes, fc.integer({ min: 0, max: 200 }), (learner, a, b, days) => {
        const ready = (minutesPerDay: number) =>
          planArrival(model, learner, catalogue, { at: NOW, goal: { at: NOW + days * DAY }, minutesPerDay });
        const less = ready(Math.min(a, b)).situations;
        const more = ready(Math.max(a, b)).situations;
        expect(hasBadNumber([less, more])).toBe(false);
        less.forEach(({ mean, interval }, index) => {
          expect(more[index]?.mean).toBeGreaterThanOrEqual(mean - 1e-12);
          // Within rounding of the mean, an end stays on its whole item.
          expect(more[index]?.interval[0]).toBeGreaterThanOrEqual(interval[0] - 1e-12);
          expect(more[index]?.interval[1]).toBeGreaterThanOrEqual(interval[1] - 1e-12);
          expect(interval[0]).toBeLessThanOrEqual(mean);
          expect(interval[1]).toBeGreaterThanOrEqual(mean);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("plans for a date that is many years away as for one in a year, and says how far it is", () => {
    const [year, ages] = [366, 2_900_000].map((days) =>
      planArrival(model, emptyLearner(), catalogue, {
        at: NOW,
        goal: { at: NOW + days * DAY },
        minutesPerDay: 5,
      }),
    );
    expect(ages).toEqual({ ...year, days: 2_900_000 });
  });

  it("says that it does not know a new learner, and what a day of two minutes cannot reach", () => {
    expect(tenDays().evidence).toBe("simulated_prior");
    expect(tenDays().situations[0]?.status).toBe("NOT_ENOUGH_EVIDENCE");
    const rows = Array.from({ length: 60 }, (_, n): Row => [
      `item ${n % 30}`,
      NOW - 5 * DAY + n * 20,
      n % 2 === 0,
    ]);
    expect(tenDays(after(rows)).situations.map(({ status }) => status)).toContain("NOT_REACHABLE");
  });

  it("has nothing to say of a catalogue of none", () => {
    const options = { at: NOW, goal: { at: NOW + DAY }, minutesPerDay: 10 };
    expect(planArrival(model, emptyLearner(), course(0), options).situations).toEqual([]);
  });
});
