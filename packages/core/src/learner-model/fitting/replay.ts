import type { BeliefScales } from "../belief-scales.ts";
import {
  PHASES,
  UNKNOWN_GROUP,
  UNKNOWN_ITEM,
  type GroupFacts,
  type ItemFacts,
  type Subject,
} from "../facts.ts";
import { NEW_ITEM, type ItemTrace } from "../item-trace.ts";
import { NEW_LEARNER, NEW_SKILL, type SkillTrace } from "../learner-state.ts";
import { situationOf, type Situation } from "../situation.ts";
import { nextItem, nextLearner, nextSkill } from "../transition.ts";
import type { LogRow, SkillSets } from "./log-store.ts";

/** Facts by the numbers of a log store. */
export interface LogFacts {
  readonly items: readonly ItemFacts[];
  readonly skills: readonly GroupFacts[];
  readonly kinds: readonly GroupFacts[];
  readonly phases: readonly number[];
  readonly scales: BeliefScales;
}

export function noFacts(scales: BeliefScales): LogFacts {
  return { items: [], skills: [], kinds: [], phases: Array.from({ length: PHASES }, () => 0), scales };
}

/** Walks one learner's rows from an empty state, showing each row's situation before its outcome is learned. */
export function replay(
  rows: readonly LogRow[],
  skillSets: SkillSets,
  facts: LogFacts,
  visit: (situation: Situation, row: LogRow) => void,
): void {
  let learner = NEW_LEARNER;
  const items = new Map<number, ItemTrace>();
  const traces = new Map<number, SkillTrace>();
  for (const row of rows) {
    const set = skillSets[row.skillSet] ?? [];
    const skills = set.map((skill) => traces.get(skill) ?? NEW_SKILL);
    const parts = { learner, item: items.get(row.item) ?? NEW_ITEM, skills };
    const situation = situationOf(subjectOf(row, set, facts), parts, row.at);
    visit(situation, row);
    items.set(row.item, nextItem(situation, row));
    for (let index = 0; index < set.length; index += 1)
      traces.set(set[index] ?? 0, nextSkill(situation, index, row));
    learner = nextLearner(situation, row);
  }
}

function subjectOf(row: LogRow, skills: readonly number[], facts: LogFacts): Subject {
  return {
    item: facts.items[row.item] ?? UNKNOWN_ITEM,
    skills: skills.map((skill) => facts.skills[skill] ?? UNKNOWN_GROUP),
    kind: facts.kinds[row.kind] ?? UNKNOWN_GROUP,
    phases: facts.phases,
    scales: facts.scales,
  };
}
