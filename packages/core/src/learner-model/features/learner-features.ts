import { elapsed } from "../clock.ts";
import { isUnmet, phaseOf } from "../facts.ts";
import { guessedTime, slowness } from "../tempo.ts";
import type { Situation } from "../situation.ts";
import { signedLog, type Describe } from "./feature.ts";

const { log1p } = Math;

/** The learner over all items, and of late. */
export const describeLearner: Describe = ({ learner, item }, row) => {
  row.add("ability", learner.ability.mean);
  row.add("priorKnowledge", learner.priorKnowledge.mean);
  row.add("priorKnowledgeOfNew", isUnmet(phaseOf(item)) ? learner.priorKnowledge.mean : 0);
  row.add("answers", log1p(learner.answers));
  row.add("recentRight", learner.quick);
  row.add("middleRight", learner.middle);
  row.add("longRight", learner.slow);
  row.add("learnerStreak", signedLog(learner.streak));
  row.add("surprise", learner.surprise);
  row.add("novelty", learner.novelty);
  row.add("time", learner.time);
  row.add("timeSpread", learner.timeSpread);
  row.add("lastTimeOfAny", learner.lastTime === 0 ? 0 : learner.lastTime - learner.time);
};

/** How the learner's rows follow each other. */
export const describeTempo: Describe = (situation, row) => {
  const { learner, item, pause, at } = situation;
  const slow = slownessForItem(situation);
  row.add("pause", log1p(pause));
  row.add("pauseOverPace", Math.max(-3, Math.min(3, log1p(pause) - learner.tempo.pace)));
  row.add("latency", learner.times === 0 ? 0 : guessedTime(learner.tempo, pause) - learner.time);
  row.add("latencyOfItem", item.rightTime === 0 ? 0 : guessedTime(learner.tempo, pause) - item.rightTime);
  row.add("slowness", slow);
  row.add("unusual", Math.abs(slow));
  row.add("lastOutcome", learner.tempo.lastOutcome);
  row.add("session", learner.rows === 0 ? 0 : log1p(elapsed(learner.sessionAt, at)));
};

const MOST_SLOWNESS = 3;

/** How much longer than usual, for this learner and this item, the answer to come has taken already. */
function slownessForItem({ pause, learner, subject }: Situation): number {
  const slower = slowness(learner.tempo, pause);
  if (slower === 0) return 0;
  return Math.max(-MOST_SLOWNESS, Math.min(MOST_SLOWNESS, slower - subject.item.slowness));
}
