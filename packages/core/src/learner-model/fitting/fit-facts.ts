import { PHASES, phaseOf, UNKNOWN_GROUP, UNKNOWN_ITEM } from "../facts.ts";
import { slowness as slownessOf } from "../tempo.ts";
import { logTime } from "../transition.ts";
import { withLoadings } from "./with-loadings.ts";
import type { LogRow, LogStore } from "./log-store.ts";
import { NewtonSums } from "./newton-sums.ts";
import { replay, type LogFacts } from "./replay.ts";

/** Each pass rates with the facts of the one before; the first finds the phases only. */
const PASSES = 3;

export function noFacts(): LogFacts {
  return { items: [], skills: [], kinds: [], phases: Array.from({ length: PHASES }, () => 0) };
}

/**
 * Ease of items, skills, kinds and phases from the residuals of the running rating: a Newton step with a ridge after
 * each pass over the log, as for crossed random effects.
 */
export function fitFacts(store: LogStore, learners: readonly (readonly LogRow[])[]): LogFacts {
  let facts = noFacts();
  for (let pass = 0; pass < PASSES; pass += 1) {
    const sums = sumResiduals(store, learners, facts);
    const phases = sums.phases.step(facts.phases);
    facts = pass === 0 ? { ...facts, phases } : { ...nextFacts(store, sums, facts), phases };
    if (pass === PASSES - 2) facts = withLoadings(store, learners, facts);
  }
  return facts;
}

function sumResiduals(store: LogStore, learners: readonly (readonly LogRow[])[], facts: LogFacts) {
  const phases = new NewtonSums(PHASES);
  const first = new NewtonSums(store.items.list.length);
  const again = new NewtonSums(store.items.list.length);
  const skills = new NewtonSums(store.skills.list.length);
  const kinds = new NewtonSums(store.kinds.list.length);
  const times = new RelativeTimes(store.items.list.length);
  const slowness = new RelativeTimes(store.items.list.length);
  for (const rows of learners) {
    replay(rows, store.skillSets, facts, ({ item, learner, rating, pause }, row) => {
      if (row.correct === null) return;
      const residual = (row.correct ? 1 : 0) - rating.probability;
      const information = rating.probability * (1 - rating.probability);
      const phase = phaseOf(item);
      phases.add(phase, residual, information);
      (phase < 2 ? first : again).add(row.item, residual, information);
      kinds.add(row.kind, residual, information);
      const set = store.skillSets[row.skillSet] ?? [];
      for (const skill of set) skills.add(skill, residual / set.length, information / set.length ** 2);
      if (!row.correct) return;
      const time = logTime(row.elapsedMs);
      if (time !== 0 && learner.times > 0) times.add(row.item, time - learner.time);
      if (learner.tempo.rightTimes > 0) slowness.add(row.item, slownessOf(learner.tempo, pause));
    });
  }
  return { phases, first, again, skills, kinds, times, slowness };
}

function nextFacts(
  store: LogStore,
  sums: ReturnType<typeof sumResiduals>,
  facts: LogFacts,
): Omit<LogFacts, "phases"> {
  const items = store.items.list.map((_, index) => facts.items[index] ?? UNKNOWN_ITEM);
  const first = sums.first.step(items.map((item) => item.first));
  const again = sums.again.step(items.map((item) => item.again));
  const skills = sums.skills.step(
    store.skills.list.map((_, index) => (facts.skills[index] ?? UNKNOWN_GROUP).ease),
  );
  const kinds = sums.kinds.step(
    store.kinds.list.map((_, index) => (facts.kinds[index] ?? UNKNOWN_GROUP).ease),
  );
  return {
    items: items.map((_, index) => ({
      first: first[index] ?? 0,
      again: again[index] ?? 0,
      answers: sums.first.count(index) + sums.again.count(index),
      loadings: items[index]?.loadings ?? UNKNOWN_ITEM.loadings,
      time: sums.times.mean(index),
      slowness: sums.slowness.mean(index),
    })),
    skills: skills.map((ease, index) => ({ ease, answers: sums.skills.count(index) })),
    kinds: kinds.map((ease, index) => ({ ease, answers: sums.kinds.count(index) })),
  };
}

/** Mean relative time leans to zero as if by this many answers. */
const TIME_RIDGE = 3;

/** One strange answer does not move an item's mean by more. */
const MOST_RELATIVE_TIME = 2;

/** How much longer or shorter than usual right answers to each item take, on a log scale. */
class RelativeTimes {
  readonly #sums: Float64Array;
  readonly #counts: Float64Array;

  constructor(size: number) {
    this.#sums = new Float64Array(size);
    this.#counts = new Float64Array(size);
  }

  add(item: number, time: number): void {
    const bounded = Math.max(-MOST_RELATIVE_TIME, Math.min(MOST_RELATIVE_TIME, time));
    this.#sums[item] = (this.#sums[item] ?? 0) + bounded;
    this.#counts[item] = (this.#counts[item] ?? 0) + 1;
  }

  mean(item: number): number {
    return Math.fround((this.#sums[item] ?? 0) / ((this.#counts[item] ?? 0) + TIME_RIDGE));
  }
}
