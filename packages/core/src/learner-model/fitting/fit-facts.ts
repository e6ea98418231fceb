import type { BeliefScales } from "../belief-scales.ts";
import { PHASES, UNKNOWN_ITEM, type GroupFacts } from "../facts.ts";
import type { Answers } from "./answers.ts";
import { followBeliefs } from "./follow-beliefs.ts";
import type { LogStore, SkillSets } from "./log-store.ts";
import { RelativeTimes } from "./relative-times.ts";
import type { LogFacts } from "./replay.ts";
import { settleEase } from "./settle-ease.ts";
import { withLoadings } from "./with-loadings.ts";

/** Each pass rates with the facts of the one before. */
const PASSES = 3;

/**
 * Ease of items, skills, kinds and phases by passes over the answers: each follows what is believed of learners as their answers
 * come, then settles the ease that explains the outcomes best beside it.
 */
export function fitFacts(store: LogStore, answers: Answers, scales: BeliefScales): LogFacts {
  const usual = shareRight(answers);
  let facts = startOf(store, answers, scales, usual);
  for (let pass = 0; pass < PASSES; pass += 1) {
    facts = nextFacts(answers, store.skillSets, facts, usual);
    if (pass === PASSES - 2) facts = withLoadings(answers, store.skillSets, facts);
  }
  return facts;
}

/** The log's share of right answers as a logit: a few steps from even odds would not get there where nearly all are right. */
function shareRight({ outcomes }: Answers): number {
  let rights = 0;
  for (const outcome of outcomes) rights += outcome;
  return Math.fround(Math.log((rights + 0.5) / (outcomes.length - rights + 0.5)));
}

/** Before any ease is known: how many answers there are, and how long they took. */
function startOf(store: LogStore, answers: Answers, scales: BeliefScales, usual: number): LogFacts {
  const items = new Float64Array(store.items.list.length);
  const skills = new Float64Array(store.skills.list.length);
  const kinds = new Float64Array(store.kinds.list.length);
  const times = new RelativeTimes(items.length);
  const slowness = new RelativeTimes(items.length);
  for (let row = 0; row < answers.items.length; row += 1) {
    const item = answers.items[row] ?? 0;
    count(items, item);
    count(kinds, answers.kinds[row] ?? 0);
    for (const skill of store.skillSets[answers.skillSets[row] ?? 0] ?? []) count(skills, skill);
    times.add(item, answers.times[row] ?? Number.NaN);
    slowness.add(item, answers.slowness[row] ?? Number.NaN);
  }
  return {
    scales,
    phases: Array.from({ length: PHASES }, () => usual),
    items: Array.from(items, (own, item) => ({
      ...UNKNOWN_ITEM,
      answers: own,
      time: times.mean(item),
      slowness: slowness.mean(item),
    })),
    skills: Array.from(skills, unsettled),
    kinds: Array.from(kinds, unsettled),
  };
}

function unsettled(answers: number): GroupFacts {
  return { ease: 0, answers };
}

function count(counts: Float64Array, index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}

function nextFacts(answers: Answers, skillSets: SkillSets, facts: LogFacts, usual: number): LogFacts {
  const beliefs = new Float64Array(answers.items.length);
  followBeliefs(answers, skillSets, facts, (row, rating) => {
    beliefs[row] = rating.logit - rating.offset;
  });
  const start = {
    phases: Float64Array.from(facts.phases),
    items: Float64Array.from(facts.items, ({ again }) => again),
    firsts: Float64Array.from(facts.items, ({ first, again }) => first - again),
    skills: Float64Array.from(facts.skills, ({ ease }) => ease),
    kinds: Float64Array.from(facts.kinds, ({ ease }) => ease),
  };
  const eases = settleEase({ ...answers, beliefs }, skillSets, start, usual);
  return {
    scales: facts.scales,
    phases: Array.from(eases.phases),
    items: facts.items.map((item, index) => ({
      ...item,
      first: Math.fround((eases.items[index] ?? 0) + (eases.firsts[index] ?? 0)),
      again: eases.items[index] ?? 0,
    })),
    skills: facts.skills.map((skill, index) => ({ ...skill, ease: eases.skills[index] ?? 0 })),
    kinds: facts.kinds.map((kind, index) => ({ ...kind, ease: eases.kinds[index] ?? 0 })),
  };
}
