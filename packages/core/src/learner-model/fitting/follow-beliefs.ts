import { correctBelief } from "../belief.ts";
import { UNKNOWN_GROUP, UNKNOWN_ITEM, type Subject } from "../facts.ts";
import { NEW_ITEM } from "../item-trace.ts";
import { NEW_LEARNER, NEW_SKILL } from "../learner-state.ts";
import { correctBeliefs, rate, skillShare, type Known, type LearnerBeliefs, type Rating } from "../rating.ts";
import type { Answers } from "./answers.ts";
import type { SkillSets } from "./log-store.ts";
import type { LogFacts } from "./replay.ts";

const NEW_BELIEFS: LearnerBeliefs = {
  ability: NEW_LEARNER.ability,
  traits: NEW_LEARNER.traits,
  priorKnowledge: NEW_LEARNER.priorKnowledge,
};
const NEW_OF_ITEM: Known = { knowledge: NEW_ITEM.knowledge };
const NEW_OF_SKILL: Known = { knowledge: NEW_SKILL.knowledge };

/**
 * Shows each answer's rating before its outcome is learned, as `replay` would, for a third of its price: nothing is followed
 * but what a rating goes by.
 */
export function followBeliefs(
  answers: Answers,
  skillSets: SkillSets,
  facts: LogFacts,
  visit: (row: number, rating: Rating, item: Known) => void,
): void {
  const groups = skillSets.map((set) => set.map((skill) => facts.skills[skill] ?? UNKNOWN_GROUP));
  const { starts, items, kinds, phases, outcomes } = answers;
  for (let own = 0; own + 1 < starts.length; own += 1) {
    let learner = NEW_BELIEFS;
    const ofItems = new Map<number, Known>();
    const ofSkills = new Map<number, Known>();
    for (let row = starts[own] ?? 0; row < (starts[own + 1] ?? 0); row += 1) {
      const skillSet = answers.skillSets[row] ?? 0;
      const subject: Subject = {
        item: facts.items[items[row] ?? 0] ?? UNKNOWN_ITEM,
        skills: groups[skillSet] ?? [],
        kind: facts.kinds[kinds[row] ?? 0] ?? UNKNOWN_GROUP,
        phases: facts.phases,
        scales: facts.scales,
      };
      const set = skillSets[skillSet] ?? [];
      const skills = set.map((skill) => ofSkills.get(skill) ?? NEW_OF_SKILL);
      const item = ofItems.get(items[row] ?? 0) ?? NEW_OF_ITEM;
      const phase = phases[row] ?? 0;
      const rating = rate(subject, { learner, phase, item, skills });
      visit(row, rating, item);
      const outcome = outcomes[row] ?? 0;
      const known = correctBelief(item.knowledge, facts.scales.item, rating, outcome);
      ofItems.set(items[row] ?? 0, { knowledge: known });
      for (let index = 0; index < set.length; index += 1) {
        const before = skills[index] ?? NEW_OF_SKILL;
        const knowledge = correctBelief(before.knowledge, skillShare(subject), rating, outcome);
        ofSkills.set(set[index] ?? 0, { knowledge });
      }
      learner = correctBeliefs(learner, subject, rating, { phase, outcome });
    }
  }
}
