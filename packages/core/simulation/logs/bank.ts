import type { LearnerEvent } from "../../src/learner-model/index.ts";
import { sigmoid } from "../../src/logit.ts";
import { normalIn } from "../random.ts";
import { popular, type LogFamily } from "./log-family.ts";

const SKILLS = 120;
const EXERCISES_A_LEARNER = 5;

/** A large bank of exercises, most with few answers; assignments of a few skills; learners improve slowly and unevenly. */
export const bank: LogFamily = (random, learners) => {
  const skills = Array.from({ length: SKILLS }, () => normalIn(random, 0, 0.8, [-2, 2]));
  const items = Array.from({ length: EXERCISES_A_LEARNER * learners.length }, (_, index) => {
    const skill = popular(random, SKILLS);
    const both = random() < 0.2 ? [skill, popular(random, SKILLS)] : [skill];
    return {
      item: `exercise ${index}`,
      skills: [...new Set(both)],
      ease: normalIn(random, 0.6, 1, [-3, 3]),
      sharpness: Math.exp(normalIn(random, 0, 0.3, [-1, 1])),
    };
  });
  const bySkill = skills.map((_, skill) => items.filter((item) => item.skills.includes(skill)));
  return learners.flatMap((learner): LearnerEvent[] => {
    const talent = normalIn(random, 0, 0.9, [-2.5, 2.5]);
    const own = skills.map(() => normalIn(random, 0, 0.6, [-2, 2]));
    const rows: LearnerEvent[] = [];
    const assignments = 1 + Math.floor(random() * 12);
    let mood = 0;
    for (let assignment = 0; assignment < assignments; assignment += 1) {
      const skill = popular(random, SKILLS);
      const exercises = bySkill[skill] ?? [];
      const start = popular(random, Math.max(1, exercises.length));
      mood = 0.8 * mood + 0.3 * normalIn(random, 0, 1, [-2, 2]);
      for (const { item, skills: needed, ease, sharpness } of exercises.slice(
        start,
        start + 4 + Math.floor(random() * 14),
      )) {
        const knows =
          needed.reduce((sum, one) => sum + (own[one] ?? 0) + (skills[one] ?? 0), 0) / needed.length;
        const correct = random() < 0.05 + 0.9 * sigmoid(sharpness * (talent + mood + knows + ease));
        for (const one of needed) own[one] = (own[one] ?? 0) + 0.12;
        rows.push({
          learner,
          item,
          skills: needed.map((one) => `skill ${one}`),
          kind: "exercise",
          at: null,
          correct,
          elapsedMs: null,
        });
      }
    }
    return rows;
  });
};
