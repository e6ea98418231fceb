import { indexCatalogue, type CatalogueIndex } from "../catalogue/catalogue-index.ts";
import type { Catalogue, Goal } from "../catalogue/catalogue.ts";
import type { LearnerState, Model } from "../learner-model/index.ts";
import { DAY_SECONDS } from "../planning/forgetting.ts";
import { horizonOf } from "../planning/horizon.ts";
import { estimateMemory } from "../planning/memory-estimate.ts";
import { recallOf, type MemoryEstimate } from "../planning/recall-curve.ts";
import { answersPerDay, repeatsOf } from "../planning/pace.ts";
import type { Days, Probability } from "../units.ts";
import { CATEGORIES, type Category } from "../vocabulary.ts";
import { learningCurve } from "./learning-curve.ts";
import { readinessInterval } from "./readiness-interval.ts";

export interface ArrivalOptions {
  /** Now, epoch seconds. */
  readonly at: number;
  readonly goal: Goal;
  /** Time for learning on each day until then, >= 0. */
  readonly minutesPerDay: number;
}

export interface SituationReadiness {
  readonly category: Category;
  /** Items that it has. */
  readonly items: number;
  /** Share of them that will be recalled on the day: mean, and an interval that holds it 8 times in 10. */
  readonly mean: Probability;
  readonly interval: readonly [Probability, Probability];
  /** Share that would be recalled now. */
  readonly now: Probability;
  /** `NOT_REACHABLE`: even the interval's upper end is below what a conversation needs. */
  readonly status: "ON_TRACK" | "AT_RISK" | "NOT_REACHABLE" | "NOT_ENOUGH_EVIDENCE";
}

export interface ArrivalPlan {
  readonly days: Days;
  readonly situations: readonly SituationReadiness[];
  /** What it rests on: this learner's answers, or only what simulated learners did. */
  readonly evidence: "answers" | "simulated_prior";
}

/** Share of a situation's items that a conversation needs. */
const READY = 0.7;

const ENOUGH_ANSWERS = 50;

/** Met items that the look-ahead follows. */
const MET_SAMPLE = 24;

/**
 * For each situation of the catalogue, how ready the learner will be on the day of arrival with so many minutes a day,
 * practised as `planSession` plans. More minutes never lower a mean.
 */
export function planArrival(
  model: Model,
  learner: LearnerState,
  catalogue: Catalogue,
  { at, goal, minutesPerDay }: ArrivalOptions,
): ArrivalPlan {
  const index = indexCatalogue(model, catalogue);
  const memory = estimateMemory(learner);
  const horizon = horizonOf(Number.isFinite(at) ? at : learner.learner.lastAt, goal);
  const days = horizon.dated ? horizon.days : 0;
  const minutes = Number.isFinite(minutesPerDay) ? Math.max(0, minutesPerDay) : 0;
  const answers = days * answersPerDay(learner, { at: -Infinity, budget: minutes * 60 });
  const enough = learner.learner.answers >= ENOUGH_ANSWERS;
  const standings = standingsOf(learner, catalogue, {
    index,
    memory,
    at: horizon.at,
    days,
    answers,
    goal,
  });
  return {
    days: horizon.dated ? (goal.at - horizon.at) / DAY_SECONDS : 0,
    evidence: enough ? "answers" : "simulated_prior",
    situations: standings.map(({ category, items, now, later }) => {
      const mean = Math.min(1, later / items);
      const interval = readinessInterval(mean, { items, answers: learner.learner.answers, days });
      return {
        category,
        items,
        mean,
        interval,
        now: now / items,
        status: enough ? statusOf(mean, interval) : "NOT_ENOUGH_EVIDENCE",
      };
    }),
  };
}

function statusOf(
  mean: Probability,
  interval: readonly [Probability, Probability],
): SituationReadiness["status"] {
  if (mean >= READY) return "ON_TRACK";
  return interval[1] < READY ? "NOT_REACHABLE" : "AT_RISK";
}

interface SituationSum {
  readonly category: Category;
  items: number;
  /** Sums of recall over items, now and on the day. */
  now: number;
  later: number;
}

interface Context {
  readonly index: CatalogueIndex;
  readonly memory: MemoryEstimate;
  readonly at: number;
  readonly days: Days;
  readonly answers: number;
  readonly goal: Goal;
}

/** Items that were met come first, then new ones in the order in which they are taught, as far as the time goes. */
function standingsOf(
  learner: LearnerState,
  { lessons }: Catalogue,
  { index, memory, at, days, answers, goal }: Context,
): SituationSum[] {
  const sums = new Map<Category, SituationSum>(
    CATEGORIES.map((category) => [category, { category, items: 0, now: 0, later: 0 }]),
  );
  const wanted = new Set(goal.categories ?? []);
  const ordered = lessons.toSorted((a, b) => Number(wanted.has(b.category)) - Number(wanted.has(a.category)));
  const seen = new Set<string>();
  const taught = ordered.flatMap(({ category, items }) =>
    items.flatMap((id) => {
      if (seen.has(id) || !index.items.has(id)) return [];
      seen.add(id);
      return [{ category, trace: learner.items.get(id) }];
    }),
  );
  const met = taught.flatMap(({ trace }) => (trace === undefined ? [] : [trace]));
  const step = Math.max(1, Math.floor(met.length / MET_SAMPLE));
  const metStarts = met
    .filter((_, place) => place % step === 0)
    .map((trace) => ({
      history: trace.reviews,
      daysAgo: Math.max(0, at - trace.lastAt) / DAY_SECONDS,
      daysLeft: days,
      isNew: false,
    }));
  const unmet = taught.length - met.length;
  const curve = learningCurve(memory, {
    days,
    answers,
    met: met.length,
    metStarts,
    unmet,
    repeats: repeatsOf(learner),
  });
  let place = 0;
  for (const { category, trace } of taught) {
    const sum = sums.get(category);
    if (sum === undefined) continue;
    sum.items += 1;
    if (trace === undefined) {
      sum.later += curve.unmet(place);
      place += 1;
    } else {
      const gap = Math.max(0, at - trace.lastAt);
      sum.now += recallOf(memory, trace.reviews, gap);
      sum.later += Math.max(curve.met, recallOf(memory, trace.reviews, gap + days * DAY_SECONDS));
    }
  }
  return [...sums.values()].filter(({ items }) => items > 0);
}
