import fc from "fast-check";
import { expect, test } from "vitest";
import { seededRandom } from "../learner-model/fitting/seeded-random.ts";
import { compareByBatches, comparePolicies } from "./compare-policies.ts";
import type { LoggedChoice } from "./logged-choice.ts";

const ACTIONS = ["a", "b", "c", "d"] as const;
type Action = (typeof ACTIONS)[number];

interface World {
  readonly learners: number;
  /** Of the learners, how many are given the new policy. */
  readonly share: number;
  /** Chance of a reward by action, for a usual learner. */
  readonly rewards: Readonly<Record<Action, number>>;
}

const OLD = [["a", 1]] as const;
const NEW = [
  ["b", 0.7],
  ["a", 0.1],
  ["c", 0.1],
  ["d", 0.1],
] as const;

/** What the new policy earns more for each choice, in truth. */
const truthOf = ({ rewards }: World) =>
  NEW.reduce((sum, [action, probability]) => sum + probability * rewards[action], 0) - rewards.a;

/** Learners differ in how easily they succeed, keep their policy, and meet one to nine choices each. */
function logOf({ learners, share, rewards }: World, seed: number): LoggedChoice[] {
  const random = seededRandom(seed);
  return Array.from({ length: learners }, (_, learner) => {
    const choices = random() < share ? NEW : OLD;
    const luck = 0.3 * (random() - 0.5);
    return Array.from({ length: 1 + Math.floor(9 * random()) }, (): LoggedChoice => {
      let place = random();
      const [action] = choices.find(([, probability]) => (place -= probability) < 0) ?? choices[0];
      const inNew = NEW.find(([one]) => one === action)?.[1] ?? 0;
      return {
        learner: String(learner),
        action,
        reward: random() < rewards[action] + luck ? 1 : 0,
        propensity: share * inNew + (1 - share) * (action === "a" ? 1 : 0),
        choices: { old: OLD, new: NEW },
      };
    });
  }).flat();
}

const RUNS = 400;
const runs = (world: World) =>
  Array.from({ length: RUNS }, (_, seed) => comparePolicies(logOf(world, seed + 1), "old", "new"));

/** How often the new policy is called better. */
const wins = (world: World) => runs(world).filter(({ verdict }) => verdict === "better").length / RUNS;

const even = { learners: 300, share: 0.5, rewards: { a: 0.4, b: 0.4, c: 0.4, d: 0.4 } };
const uneven = { learners: 300, share: 0.3, rewards: { a: 0.4, b: 0.55, c: 0.3, d: 0.5 } };

test.each([
  ["where policies are alike", even],
  ["where they are not", uneven],
])("the interval holds the true difference at least 93 times in 100, %s", (_, world) => {
  const truth = truthOf(world);
  const held = runs(world).filter(({ interval: [least, most] }) => least <= truth && truth <= most).length;
  expect(held / RUNS).toBeGreaterThanOrEqual(0.93);
});

test("a policy that is no better is called better at most 5 times in 100, and a better one is seen", () => {
  expect(wins(even)).toBeLessThanOrEqual(0.05);
  expect(wins({ ...even, rewards: { a: 0.4, b: 0.36, c: 0.4, d: 0.4 } })).toBeLessThanOrEqual(0.05);
  expect(wins({ ...uneven, learners: 1_000 })).toBeGreaterThan(0.9);
});

test("both estimates come near what each policy earns", () => {
  const { baseline, candidate } = comparePolicies(logOf({ ...uneven, learners: 20_000 }, 7), "old", "new");
  for (const [estimate, value] of [
    [baseline, uneven.rewards.a],
    [candidate, uneven.rewards.a + truthOf(uneven)],
  ] as const) {
    expect(estimate.snips).toBeCloseTo(value, 1);
    expect(Math.abs(estimate.doublyRobust - value)).toBeLessThan(0.02);
    expect(Math.abs(estimate.snips - value)).toBeLessThan(0.02);
  }
});

test("few learners, or a policy that hardly ever chose as the log did, get no verdict", () => {
  const few = comparePolicies(logOf({ ...uneven, learners: 40 }, 3), "old", "new");
  expect(few.verdict).toBe("too_little_evidence");
  const strange = logOf(uneven, 3).map((choice) => ({
    ...choice,
    choices: { old: OLD, new: [["z", 1]] as const },
  }));
  expect(comparePolicies(strange, "old", "new").verdict).toBe("too_little_evidence");
  expect(comparePolicies([], "old", "new")).toMatchObject({ verdict: "too_little_evidence", difference: 0 });
});

test("whatever the log holds: no bad number, and exchanging the policies turns the difference round", () => {
  const choice = fc.record({
    learner: fc.constantFrom("x", "y", "z"),
    action: fc.constantFrom(...ACTIONS),
    reward: fc.double({ min: 0, max: 1, noNaN: true }),
    propensity: fc.constantFrom(0, 1e-9, 0.5, 1),
    choices: fc.constantFrom({}, { old: OLD }, { old: OLD, new: NEW }),
  });
  fc.assert(
    fc.property(fc.array(choice, { maxLength: 30 }), (log) => {
      const there = comparePolicies(log, "old", "new");
      const back = comparePolicies(log, "new", "old");
      const figures = [
        there.difference,
        ...there.interval,
        there.candidate.snips,
        there.candidate.effectiveLearners,
      ];
      expect(figures.every(Number.isFinite)).toBe(true);
      expect(back.difference).toBeCloseTo(-there.difference, 3);
    }),
  );
});

test("a log that is read in batches is judged as one in memory, and its learners as who they are", async () => {
  const log = logOf(uneven, 5).toSorted((a, b) => (a.learner < b.learner ? -1 : 1));
  async function* read() {
    for (let start = 0; start < log.length; start += 7)
      yield await Promise.resolve(log.slice(start, start + 7));
  }
  const known = comparePolicies(log, "old", "new");
  expect(await compareByBatches(read, "old", "new")).toEqual(known);
  expect(known.learners).toBe(uneven.learners);
});
