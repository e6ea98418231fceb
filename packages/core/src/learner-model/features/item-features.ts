import { phaseOf } from "../facts.ts";
import { signedLog, smoothedLogit, type Features } from "./feature.ts";

const { log1p } = Math;

/** What the additive estimate says, in parts. */
export const RATING_FEATURES: Features = {
  rating: ({ rating }) => rating.logit,
  phase: ({ subject, item }) => subject.phases[phaseOf(item)] ?? 0,
  itemEase: ({ subject, item }) => (phaseOf(item) < 2 ? subject.item.first : subject.item.again),
  itemFirstEase: ({ subject }) => subject.item.first,
  itemKnown: ({ subject }) => log1p(subject.item.answers),
  traits: ({ rating }) => rating.traits,
  loading: ({ subject, learner }) => ((subject.item.loadings[0] ?? 1) - 1) * learner.ability.mean,
  itemTime: ({ subject }) => subject.item.time,
  kindEase: ({ subject }) => subject.kind.ease,
  itemKnowledge: ({ item }) => item.knowledge.mean,
  itemDoubt: ({ item }) => item.knowledge.variance,
};

/** What this learner did with this item. */
export const ITEM_FEATURES: Features = {
  seen: ({ seen }) => (seen ? 1 : 0),
  attempts: ({ item }) => log1p(item.attempts),
  wrongs: ({ item }) => log1p(item.attempts - item.rights),
  studies: ({ item }) => log1p(item.studies),
  last: ({ item }) => item.last,
  second: ({ item }) => item.second,
  streak: ({ item }) => signedLog(item.streak),
  slow: ({ item }) => item.slow,
  share: ({ item }) => smoothedLogit(item.rights, item.attempts),
  lastTime: ({ item, learner }) => (item.lastTime === 0 ? 0 : item.lastTime - learner.time),
  rightTime: ({ item, learner }) => (item.rightTime === 0 ? 0 : item.rightTime - learner.time),
  rightTimeAbsolute: ({ item }) => item.rightTime,
};

/** How long ago, in time and in rows, against the gaps that it has survived. */
export const GAP_FEATURES: Features = {
  gap: ({ gap }) => log1p(gap),
  gapRows: ({ gapRows }) => log1p(gapRows),
  lastByGap: ({ item, gap }) => item.last * log1p(gap),
  lastByGapRows: ({ item, gapRows }) => item.last * log1p(gapRows),
  lastGap: ({ item }) => log1p(item.lastGap),
  bestGap: ({ item }) => log1p(item.bestGap),
  bestGapRows: ({ item }) => log1p(item.bestGapRows),
};
