import type { LearnerEvent } from "../../src/learner-model/index.ts";
import { sigmoid } from "../../src/logit.ts";
import { normalIn } from "../random.ts";
import type { LogFamily } from "./log-family.ts";

const SKILLS = 45;
const PROBLEMS = 500;
const DAY = 86_400;

/**
 * Steps of algebra problems on a clock: a step needs up to three skills, is as hard as the weakest, and each learner learns
 * each skill at a pace of its own (Cen et al. 2006). Most problems are met by few learners, and once by each.
 */
export const steps: LogFamily = (random, learners) => {
  const ease = Array.from({ length: SKILLS }, () => normalIn(random, 0.9, 0.9, [-2, 3]));
  const slope = Array.from({ length: SKILLS }, () => normalIn(random, 0.35, 0.2, [0, 1]));
  const problems = Array.from({ length: PROBLEMS }, (_, problem) =>
    Array.from({ length: 3 + Math.floor(random() * 5) }, (_step, step) => ({
      item: `problem ${problem} step ${step}`,
      ease: normalIn(random, 0, 0.6, [-2, 2]),
      skills: Array.from({ length: 1 + Math.floor(random() * 2.5) }, () =>
        Math.min(SKILLS - 1, Math.floor((problem / PROBLEMS) * SKILLS + 4 * random())),
      ),
    })),
  );
  return learners.flatMap((learner): LearnerEvent[] => {
    const talent = normalIn(random, 0, 0.8, [-2.5, 2.5]);
    const pace = Math.exp(normalIn(random, 0, 0.4, [-1, 1]));
    const own = ease.map(() => normalIn(random, 0, 0.5, [-1.5, 1.5]));
    const met = new Float64Array(SKILLS);
    let at = 1_600_000_000 + Math.floor(random() * 30) * DAY;
    const rows: LearnerEvent[] = [];
    let problem = 0;
    while (problem < problems.length && rows.length < 260) {
      for (const step of problems[problem] ?? []) {
        const logits = step.skills.map(
          (skill) =>
            talent +
            (own[skill] ?? 0) +
            (ease[skill] ?? 0) +
            pace * (slope[skill] ?? 0) * Math.log1p(met[skill] ?? 0),
        );
        const correct = random() < sigmoid(Math.min(...logits) + step.ease);
        const elapsedMs = 1_000 * Math.exp(normalIn(random, correct ? 2 : 2.6, 0.8, [0, 6]));
        at += elapsedMs / 1_000;
        const skills = [...new Set(step.skills)].map((skill) => `skill ${skill}`);
        rows.push({ learner, item: step.item, skills, kind: "step", at: Math.round(at), correct, elapsedMs });
        for (const skill of step.skills) met[skill] = (met[skill] ?? 0) + 1;
      }
      problem += 1 + Math.floor(random() * random() * 14);
      at += random() < 0.06 ? DAY * (1 + random()) : 20 * random();
    }
    return rows;
  });
};
