import { elapsed } from "../clock.ts";
import { smoothedLogit, type Describe } from "./feature.ts";

/** What the learner did with the skills of the query: the average, and the weakest link. */
export const describeSkills: Describe = ({ rating, skills, learner, at }, row) => {
  let answers = 0;
  let lasts = 0;
  let shares = 0;
  let lowestRecent = Infinity;
  let gap = Infinity;
  let gapRows = Infinity;
  for (const skill of skills) {
    answers += skill.answers;
    lasts += skill.last;
    shares += smoothedLogit(skill.rights, skill.answers);
    lowestRecent = Math.min(lowestRecent, skill.quick);
    if (skill.rows === 0) continue;
    gap = Math.min(gap, elapsed(skill.lastAt, at));
    gapRows = Math.min(gapRows, learner.rows - skill.lastRow);
  }
  const count = Math.max(1, skills.length);
  row.add("skillKnowledge", rating.skill);
  row.add("skillAnswers", Math.log1p(answers / count));
  row.add("skillLowestRecent", finiteOrZero(lowestRecent));
  row.add("skillLast", lasts / count);
  row.add("skillShare", shares / count);
  row.add("skillGap", Math.log1p(finiteOrZero(gap)));
  row.add("skillGapRows", Math.log1p(finiteOrZero(gapRows)));
  row.add("skillCount", Math.min(4, skills.length));
};

/** The least of what there was; 0 where there was none. */
function finiteOrZero(least: number): number {
  return least === Infinity ? 0 : least;
}
