import { planArrival, type ArrivalPlan } from "../src/arrival/index.ts";
import { fit } from "../src/learner-model/index.ts";
import { enginePolicy, EPOCH, type Moment } from "./policies/engine-policy.ts";
import { randomOf } from "./random.ts";
import { simulateLearner, TRUTH_NAMES, type TruthName } from "./simulate-learner.ts";
import { DAY } from "./truth.ts";

/** How often the interval of an arrival plan holds what simulated learners then recall, and how far its mean is off. */

const [LEARNERS = 24, FIRST = 0] = process.argv.slice(2).map(Number);
const HORIZONS = [
  { days: 30, asked: 3 },
  { days: 30, asked: 10 },
  { days: 30, asked: 20 },
  { days: 60, asked: 20 },
];
const model = fit([]);

interface Sample {
  readonly mean: number;
  readonly interval: readonly [number, number];
  readonly share: number;
}

/** The plan on the first sitting from a day on, and for each of its situations the share recalled in the end. */
function samplesOf(
  truth: TruthName,
  learner: number,
  { days, asked }: { days: number; asked: number },
): Sample[] {
  let plan: ArrivalPlan | null = null;
  let words: number[][] = [];
  const watch = (moment: Moment): void => {
    if (plan !== null || moment.at < EPOCH + asked * DAY) return;
    plan = planArrival(model, moment.learner, moment.catalogue, moment);
    words = plan.situations.map(({ category }) =>
      moment.catalogue.lessons
        .filter((lesson) => lesson.category === category)
        .flatMap(({ items }) => items.map((item) => Number(item.slice(1)))),
    );
  };
  const { recall } = simulateLearner({ truth, days, learner, seed: 5 }, enginePolicy(model, { watch }));
  const chance = randomOf(truth.charCodeAt(0), learner, days, asked);
  const made: ArrivalPlan | null = plan;
  return situationsOf(made).map(({ mean, interval }, index) => {
    const situation = words[index] ?? [];
    const recalled = situation.filter((word) => chance() < recall(word)).length;
    return { mean, interval, share: recalled / Math.max(1, situation.length) };
  });
}

function situationsOf(plan: ArrivalPlan | null): ArrivalPlan["situations"] {
  return plan === null ? [] : plan.situations;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

process.stdout.write("truth  arrival  asked on  in 80 %   mean  recalled   width\n");
const all: Sample[] = [];
for (const truth of TRUTH_NAMES) {
  for (const horizon of HORIZONS) {
    const samples = Array.from({ length: LEARNERS }, (_, learner) =>
      samplesOf(truth, FIRST + learner, horizon),
    ).flat();
    all.push(...samples);
    print(truth, `${horizon.days} d`, `day ${horizon.asked}`, samples);
  }
}
print("all", "", "", all);

function print(truth: string, days: string, asked: string, samples: readonly Sample[]): void {
  const held = samples.map(({ interval, share }) => (share >= interval[0] && share <= interval[1] ? 1 : 0));
  const cells = [
    truth.padEnd(5),
    days.padStart(8),
    asked.padStart(9),
    (100 * average(held)).toFixed(1).padStart(8),
    average(samples.map(({ mean }) => mean))
      .toFixed(3)
      .padStart(7),
    average(samples.map(({ share }) => share))
      .toFixed(3)
      .padStart(9),
    average(samples.map(({ interval }) => interval[1] - interval[0]))
      .toFixed(3)
      .padStart(8),
  ];
  process.stdout.write(`${cells.join(" ")}\n`);
}
