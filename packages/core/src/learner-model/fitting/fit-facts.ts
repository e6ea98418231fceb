import type { BeliefScales } from "../belief-scales.ts";
import { PHASES, phaseOf, UNKNOWN_ITEM } from "../facts.ts";
import { slowness as slownessOf } from "../tempo.ts";
import { logTime } from "../transition.ts";
import { withLoadings } from "./with-loadings.ts";
import type { LogRow, LogStore } from "./log-store.ts";
import { replay, type LogFacts } from "./replay.ts";
import { settleEase } from "./settle-ease.ts";

/** Each pass rates with the facts of the one before. */
const PASSES = 3;

export function noFacts(scales: BeliefScales): LogFacts {
  return { items: [], skills: [], kinds: [], phases: Array.from({ length: PHASES }, () => 0), scales };
}

/**
 * Ease of items, skills, kinds and phases by passes over the log: each follows what is believed of learners as their answers
 * come, then settles the ease that explains the outcomes best beside it.
 */
export function fitFacts(
  store: LogStore,
  learners: readonly (readonly LogRow[])[],
  scales: BeliefScales,
): LogFacts {
  const usual = shareRight(learners);
  let facts: LogFacts = { ...noFacts(scales), phases: Array.from({ length: PHASES }, () => usual) };
  for (let pass = 0; pass < PASSES; pass += 1) {
    facts = nextFacts(store, learners, facts, usual);
    if (pass === PASSES - 2) facts = withLoadings(store, learners, facts);
  }
  return facts;
}

/** The log's share of right answers as a logit: a few steps from even odds would not get there where nearly all are right. */
function shareRight(learners: readonly (readonly LogRow[])[]): number {
  let rights = 0.5;
  let wrongs = 0.5;
  for (const rows of learners) {
    for (const { correct } of rows) {
      if (correct === true) rights += 1;
      if (correct === false) wrongs += 1;
    }
  }
  return Math.fround(Math.log(rights / wrongs));
}

function nextFacts(
  store: LogStore,
  learners: readonly (readonly LogRow[])[],
  facts: LogFacts,
  usual: number,
): LogFacts {
  const size = learners.reduce((sum, rows) => sum + rows.length, 0);
  const rows = {
    items: new Int32Array(size),
    phases: new Uint8Array(size),
    skillSets: new Int32Array(size),
    kinds: new Int32Array(size),
    beliefs: new Float64Array(size),
    outcomes: new Uint8Array(size),
    size: 0,
  };
  const items = store.items.list.map((_, index) => facts.items[index] ?? UNKNOWN_ITEM);
  const answers = {
    items: new Float64Array(items.length),
    skills: new Float64Array(store.skills.list.length),
    kinds: new Float64Array(store.kinds.list.length),
  };
  const times = new RelativeTimes(items.length);
  const slowness = new RelativeTimes(items.length);
  for (const own of learners) {
    replay(own, store.skillSets, facts, ({ item, learner, rating, pause }, row) => {
      if (row.correct === null) return;
      const at = rows.size;
      const phase = phaseOf(item);
      rows.items[at] = row.item;
      rows.phases[at] = phase;
      rows.skillSets[at] = row.skillSet;
      rows.kinds[at] = row.kind;
      rows.beliefs[at] = rating.logit - rating.offset;
      rows.outcomes[at] = row.correct ? 1 : 0;
      rows.size += 1;
      answers.items[row.item] = (answers.items[row.item] ?? 0) + 1;
      answers.kinds[row.kind] = (answers.kinds[row.kind] ?? 0) + 1;
      for (const skill of store.skillSets[row.skillSet] ?? [])
        answers.skills[skill] = (answers.skills[skill] ?? 0) + 1;
      if (!row.correct) return;
      const time = logTime(row.elapsedMs);
      if (time !== 0 && learner.times > 0) times.add(row.item, time - learner.time);
      if (learner.tempo.rightTimes > 0) slowness.add(row.item, slownessOf(learner.tempo, pause));
    });
  }
  const start = {
    phases: facts.phases,
    items: items.map(({ again }) => again),
    firsts: items.map(({ first, again }) => first - again),
    skills: store.skills.list.map((_, index) => facts.skills[index]?.ease ?? 0),
    kinds: store.kinds.list.map((_, index) => facts.kinds[index]?.ease ?? 0),
  };
  const eases = settleEase(rows, store.skillSets, start, usual);
  return {
    scales: facts.scales,
    phases: eases.phases,
    items: items.map(({ loadings }, index) => ({
      first: Math.fround((eases.items[index] ?? 0) + (eases.firsts[index] ?? 0)),
      again: eases.items[index] ?? 0,
      answers: answers.items[index] ?? 0,
      loadings,
      time: times.mean(index),
      slowness: slowness.mean(index),
    })),
    skills: eases.skills.map((ease, index) => ({ ease, answers: answers.skills[index] ?? 0 })),
    kinds: eases.kinds.map((ease, index) => ({ ease, answers: answers.kinds[index] ?? 0 })),
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
