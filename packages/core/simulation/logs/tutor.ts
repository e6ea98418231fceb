import type { LearnerEvent } from "../../src/learner-model/index.ts";
import { sigmoid } from "../../src/logit.ts";
import { normalIn } from "../random.ts";
import type { LogFamily } from "./log-family.ts";

const SKILLS = 60;
const PROBLEMS = 2_400;
const MASTERED_AFTER = 3;
const MOST_PROBLEMS = 18;

/**
 * A tutor for mathematics without a clock: skill after skill, each until three right answers in a row. What a learner
 * knows of a skill is all or nothing and learned at a stroke (Corbett and Anderson 1994); problems differ in how easy they
 * are to guess and to slip at.
 */
export const tutor: LogFamily = (random, learners) => {
  const skills = Array.from({ length: SKILLS }, () => normalIn(random, 0, 1, [-2, 2]));
  const problems = Array.from({ length: PROBLEMS }, (_, index) => ({
    item: `problem ${index}`,
    skill: Math.floor(random() * SKILLS),
    guess: -1.2 + normalIn(random, 0, 0.7, [-2, 2]),
    slip: -2 + normalIn(random, 0, 0.6, [-2, 2]),
  }));
  const bySkill = skills.map((_, skill) => problems.filter((problem) => problem.skill === skill));
  return learners.flatMap((learner): LearnerEvent[] => {
    const talent = normalIn(random, 0, 1, [-2.5, 2.5]);
    const care = normalIn(random, 0, 0.4, [-1, 1]);
    const first = Math.floor(random() * SKILLS);
    const rows: LearnerEvent[] = [];
    const count = 3 + Math.floor(random() * 10);
    for (let step = 0; step < count; step += 1) {
      const skill = (first + step) % SKILLS;
      const ease = skills[skill] ?? 0;
      let knows = random() < sigmoid(talent + ease - 0.2);
      let inRow = 0;
      const bank = bySkill[skill] ?? [];
      for (let asked = 0; asked < MOST_PROBLEMS && inRow < MASTERED_AFTER && bank.length > 0; asked += 1) {
        const problem = bank[Math.floor(random() * bank.length)];
        if (problem === undefined) break;
        const right = sigmoid(knows ? -(problem.slip - care) : problem.guess + 0.4 * talent);
        const correct = random() < right;
        inRow = correct ? inRow + 1 : 0;
        if (!knows) knows = random() < sigmoid(-1.6 + 0.5 * talent + 0.3 * ease);
        const elapsedMs = 1_000 * Math.exp(normalIn(random, knows ? 2.6 : 3.2, 0.7, [0, 6]));
        rows.push({
          learner,
          item: problem.item,
          skills: [`skill ${skill}`],
          kind: "problem",
          at: null,
          correct,
          elapsedMs,
        });
      }
    }
    return rows;
  });
};
