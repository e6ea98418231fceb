import { PHASES, phaseOf, UNKNOWN_GROUP, UNKNOWN_ITEM } from "../facts.ts";
import { logTime } from "../transition.ts";
import type { LogRow, LogStore } from "./log-store.ts";
import { NewtonSums } from "./newton-sums.ts";
import { replay, type LogFacts } from "./replay.ts";

/** Each pass rates with the facts of the one before; the first finds the phases only. */
const PASSES = 3;

/** Mean relative time leans to zero as if by this many answers. */
const TIME_RIDGE = 3;

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
  }
  return facts;
}

function sumResiduals(store: LogStore, learners: readonly (readonly LogRow[])[], facts: LogFacts) {
  const phases = new NewtonSums(PHASES);
  const first = new NewtonSums(store.items.list.length);
  const again = new NewtonSums(store.items.list.length);
  const skills = new NewtonSums(store.skills.list.length);
  const kinds = new NewtonSums(store.kinds.list.length);
  const times = new Float64Array(store.items.list.length);
  const timed = new Float64Array(store.items.list.length);
  for (const rows of learners) {
    replay(rows, store.skillSets, facts, ({ item, learner, rating }, row) => {
      if (row.correct === null) return;
      const residual = (row.correct ? 1 : 0) - rating.probability;
      const information = rating.probability * (1 - rating.probability);
      const phase = phaseOf(item);
      phases.add(phase, residual, information);
      (phase < 2 ? first : again).add(row.item, residual, information);
      kinds.add(row.kind, residual, information);
      const set = store.skillSets[row.skillSet] ?? [];
      for (const skill of set) skills.add(skill, residual / set.length, information / set.length ** 2);
      const time = logTime(row.elapsedMs);
      if (!row.correct || time === 0 || learner.times === 0) return;
      times[row.item] = (times[row.item] ?? 0) + time - learner.time;
      timed[row.item] = (timed[row.item] ?? 0) + 1;
    });
  }
  return { phases, first, again, skills, kinds, times, timed };
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
      time: Math.fround((sums.times[index] ?? 0) / ((sums.timed[index] ?? 0) + TIME_RIDGE)),
    })),
    skills: skills.map((ease, index) => ({ ease, answers: sums.skills.count(index) })),
    kinds: kinds.map((ease, index) => ({ ease, answers: sums.kinds.count(index) })),
  };
}
