import { elapsed } from "../clock.ts";
import { phaseOf } from "../facts.ts";
import { guessedTime, slowness } from "../tempo.ts";
import type { Situation } from "../situation.ts";
import { signedLog, type Features } from "./feature.ts";

const { log1p } = Math;

/** The learner over all items, and of late. */
export const LEARNER_FEATURES: Features = {
  ability: ({ learner }) => learner.ability.mean,
  priorKnowledge: ({ learner }) => learner.priorKnowledge.mean,
  priorKnowledgeOfNew: ({ learner, item }) => (phaseOf(item) < 2 ? learner.priorKnowledge.mean : 0),
  answers: ({ learner }) => log1p(learner.answers),
  recentRight: ({ learner }) => learner.quick,
  middleRight: ({ learner }) => learner.middle,
  longRight: ({ learner }) => learner.slow,
  learnerStreak: ({ learner }) => signedLog(learner.streak),
  surprise: ({ learner }) => learner.surprise,
  novelty: ({ learner }) => learner.novelty,
  time: ({ learner }) => learner.time,
  timeSpread: ({ learner }) => learner.timeSpread,
  lastTimeOfAny: ({ learner }) => (learner.lastTime === 0 ? 0 : learner.lastTime - learner.time),
  pause: ({ pause }) => log1p(pause),
  pauseOverPace: ({ pause, learner }) => Math.max(-3, Math.min(3, log1p(pause) - learner.tempo.pace)),
  latency: ({ pause, learner }) =>
    learner.times === 0 ? 0 : guessedTime(learner.tempo, pause) - learner.time,
  latencyOfItem: ({ pause, learner, item }) =>
    item.rightTime === 0 ? 0 : guessedTime(learner.tempo, pause) - item.rightTime,
  slowness: slownessForItem,
  unusual: (situation) => Math.abs(slownessForItem(situation)),
  lastOutcome: ({ learner }) => learner.tempo.lastOutcome,
  session: ({ learner, at }) => (learner.rows === 0 ? 0 : log1p(elapsed(learner.sessionAt, at))),
};

const MOST_SLOWNESS = 3;

/** How much longer than usual, for this learner and this item, the answer to come has taken already. */
function slownessForItem({ pause, learner, subject }: Situation): number {
  const slower = slowness(learner.tempo, pause);
  if (slower === 0) return 0;
  return Math.max(-MOST_SLOWNESS, Math.min(MOST_SLOWNESS, slower - subject.item.slowness));
}
