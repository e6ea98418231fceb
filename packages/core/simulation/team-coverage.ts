import { planArrival } from "../src/arrival/index.ts";
import { toldMean } from "../src/cohorts/index.ts";
import { fit } from "../src/learner-model/index.ts";
import { enginePolicy, EPOCH, type Moment } from "./policies/engine-policy.ts";
import type { NamedPolicy } from "./policies/practice-policy.ts";
import { randomOf } from "./random.ts";
import { simulateLearner, TRUTH_NAMES, type TruthName } from "./simulate-learner.ts";
import { DAY } from "./truth.ts";

/**
 * How often the interval of a team's readiness holds what a group of simulated learners recalls on average. Each has
 * practised for up to a month and then rested for up to another, or has not begun; of each situation twenty words are asked.
 */

const [LEARNERS = 150, FIRST = 0] = process.argv.slice(2).map(Number);
const SIZES = [5, 8, 20, 50];
const GROUPS = 400;
const NOT_BEGUN = 0.15;
const ASKED = 20;
const model = fit([]);

/** Of each situation the share that the engine thinks would be recalled now, and the share that is. */
type Standing = readonly { readonly now: number; readonly recalled: number }[];

/** Practises as planned until a day, and no more. */
function until(day: number, policy: NamedPolicy): NamedPolicy {
  return {
    ...policy,
    begin(setting) {
      const practice = policy.begin(setting);
      return { ...practice, next: (at, left) => (at < day * DAY ? practice.next(at, left) : null) };
    },
  };
}

function standingOf(truth: TruthName, number: number): Standing {
  const chance = randomOf(truth.charCodeAt(0), number, 77);
  const practised = Math.ceil(chance() * 30);
  const days = practised + Math.floor(chance() ** 2 * 30);
  const moments: Moment[] = [];
  const policy = until(practised, enginePolicy(model, { watch: (moment) => moments.splice(0, 1, moment) }));
  const { recall } = simulateLearner({ truth, days, learner: number, seed: 5 }, policy);
  return moments.flatMap(({ learner, catalogue }) => {
    const at = EPOCH + days * DAY;
    const { situations } = planArrival(model, learner, catalogue, { at, goal: { at }, minutesPerDay: 0 });
    return situations.map(({ category, now }) => {
      const words = catalogue.lessons
        .filter((lesson) => lesson.category === category)
        .flatMap(({ items }) => items.map((item) => Number(item.slice(1))));
      const asked = words.filter((_, place) => place % Math.floor(words.length / ASKED) === 0);
      return { now, recalled: asked.filter((word) => chance() < recall(word)).length / asked.length };
    });
  });
}

/** Over groups of so many: how often the interval holds, how wide it is, and how far its mean is off. */
function coverageOf(pool: readonly Standing[], people: number) {
  const chance = randomOf(people, 91);
  const [situations = 0] = pool.map(({ length }) => length);
  const told = Array.from({ length: GROUPS }, () => {
    const crew = Array.from({ length: people }, () =>
      chance() < NOT_BEGUN ? [] : (pool[Math.floor(chance() * pool.length)] ?? []),
    );
    return Array.from({ length: situations }, (_, which) => {
      const sumOf = (key: "now" | "recalled") => crew.reduce((sum, of) => sum + (of[which]?.[key] ?? 0), 0);
      return { ...toldMean(sumOf("now"), people), recalled: sumOf("recalled") / people };
    });
  }).flat();
  const average = (of: (one: (typeof told)[number]) => number) =>
    told.reduce((sum, one) => sum + of(one), 0) / told.length;
  return {
    held: average(({ interval: [low, high], recalled }) => Number(recalled >= low && recalled <= high)),
    mean: average(({ mean }) => mean),
    recalled: average(({ recalled }) => recalled),
    width: average(({ interval: [low, high] }) => high - low),
  };
}

const pools = TRUTH_NAMES.map((truth) => ({
  truth: truth as string,
  pool: Array.from({ length: LEARNERS }, (_, number) => standingOf(truth, FIRST + number)).filter(
    ({ length }) => length > 0,
  ),
}));
process.stdout.write("truth  people  in 80 %   mean  recalled   width\n");
for (const { truth, pool } of [...pools, { truth: "both", pool: pools.flatMap((one) => one.pool) }]) {
  for (const people of SIZES) {
    const { held, mean, recalled, width } = coverageOf(pool, people);
    process.stdout.write(
      `${truth.padEnd(5)} ${String(people).padStart(7)} ${(100 * held).toFixed(1).padStart(8)} ${mean.toFixed(3).padStart(6)} ` +
        `${recalled.toFixed(3).padStart(9)} ${width.toFixed(3).padStart(7)}\n`,
    );
  }
}
