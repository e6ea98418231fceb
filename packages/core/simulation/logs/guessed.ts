import type { LearnerEvent } from "../../src/learner-model/index.ts";
import { sigmoid } from "../../src/logit.ts";
import { normalIn } from "../random.ts";
import type { LogFamily } from "./log-family.ts";

const QUESTIONS = 60;
const ASKED = 40;

/**
 * Questions with three to six choices, forty of sixty for each learner in an order of their own: who does not know guesses, and the
 * share that guesses right is a floor under every probability (Birnbaum 1968). Nothing is learned by them. No skills, no clock.
 */
export const choices: LogFamily = (random, learners) => {
  const questions = Array.from({ length: QUESTIONS }, (_, index) => ({
    item: `question ${index}`,
    ease: normalIn(random, 0, 1, [-2.5, 2.5]),
    sharpness: Math.exp(normalIn(random, 0.7, 0.3, [-0.3, 1.7])),
    guess: 1 / (3 + Math.floor(random() * 4)),
  }));
  return learners.flatMap((learner): LearnerEvent[] => {
    const ability = normalIn(random, 0, 1, [-3, 3]);
    return shuffled(random, questions)
      .slice(0, ASKED)
      .map(({ item, ease, sharpness, guess }) => ({
        learner,
        item,
        skills: [],
        kind: "choice",
        at: null,
        correct: random() < guess + (1 - guess) * sigmoid(sharpness * (ability + ease)),
        elapsedMs: null,
      }));
  });
};

const SKILLS = 5;
const PROBLEMS = 40;

/**
 * A diagnostic test: each problem needs one skill or two, which a learner has or has not; who has them slips now and then, who lacks
 * one guesses (Junker and Sijtsma 2001). No clock.
 */
export const diagnosis: LogFamily = (random, learners) => {
  const skills = Array.from({ length: SKILLS }, () => normalIn(random, 0, 0.6, [-1.5, 1.5]));
  const problems = Array.from({ length: PROBLEMS }, (_, index) => {
    const first = Math.floor(random() * SKILLS);
    return {
      item: `problem ${index}`,
      needs: random() < 0.4 ? [first, (first + 1) % SKILLS] : [first],
      guess: 0.1 + 0.2 * random(),
      slip: 0.05 + 0.2 * random(),
    };
  });
  return learners.flatMap((learner): LearnerEvent[] => {
    const talent = normalIn(random, 0, 1, [-3, 3]);
    const has = skills.map((ease) => random() < sigmoid(1.5 * talent + ease));
    return shuffled(random, problems).map(({ item, needs, guess, slip }) => ({
      learner,
      item,
      skills: needs.map((skill) => `skill ${skill}`),
      kind: "problem",
      at: null,
      correct: random() < (needs.every((skill) => has[skill]) ? 1 - slip : guess),
      elapsedMs: null,
    }));
  });
};

function shuffled<Value>(random: () => number, values: readonly Value[]): Value[] {
  return values
    .map((value) => ({ value, place: random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ value }) => value);
}
