import { elapsed } from "../clock.ts";
import type { SkillTrace } from "../learner-state.ts";
import { smoothedLogit, type Features } from "./feature.ts";

type Skills = readonly SkillTrace[];

function mean(skills: Skills, value: (skill: SkillTrace) => number): number {
  let sum = 0;
  for (const skill of skills) sum += value(skill);
  return skills.length === 0 ? 0 : sum / skills.length;
}

/** The least over skills, `none` when there are no skills (or none that counts). */
function least(skills: Skills, none: number, value: (skill: SkillTrace) => number): number {
  let lowest = Infinity;
  for (const skill of skills) lowest = Math.min(lowest, value(skill));
  return lowest === Infinity ? none : lowest;
}

/** What the learner did with the skills of the query: the average, and the weakest link. */
export const SKILL_FEATURES: Features = {
  skillKnowledge: ({ rating }) => rating.skill,
  skillAnswers: ({ skills }) => Math.log1p(mean(skills, (skill) => skill.answers)),
  skillLowestRecent: ({ skills }) => least(skills, 0, (skill) => skill.quick),
  skillLast: ({ skills }) => mean(skills, (skill) => skill.last),
  skillShare: ({ skills }) => mean(skills, (skill) => smoothedLogit(skill.rights, skill.answers)),
  skillGap: ({ skills, at }) =>
    Math.log1p(least(skills, 0, (skill) => (skill.rows === 0 ? Infinity : elapsed(skill.lastAt, at)))),
  skillGapRows: ({ skills, learner }) =>
    Math.log1p(least(skills, 0, (skill) => (skill.rows === 0 ? Infinity : learner.rows - skill.lastRow))),
  skillCount: ({ skills }) => Math.min(4, skills.length),
};
