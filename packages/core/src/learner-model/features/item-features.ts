import { isUnmet, phaseOf } from "../facts.ts";
import { abilityShare } from "../rating.ts";
import { signedLog, smoothedLogit, type Describe } from "./feature.ts";

const { log1p } = Math;

/** What the additive estimate says, in parts. */
export const describeRating: Describe = ({ rating, subject, item, learner }, row) => {
  row.add("rating", rating.logit);
  row.add("phase", subject.phases[phaseOf(item)] ?? 0);
  row.add("itemEase", isUnmet(phaseOf(item)) ? subject.item.first : subject.item.again);
  row.add("itemFirstEase", subject.item.first);
  row.add("itemKnown", log1p(subject.item.answers));
  row.add("traits", rating.traits);
  row.add("loading", (abilityShare(subject) - 1) * learner.ability.mean);
  row.add("itemTime", subject.item.time);
  row.add("kindEase", subject.kind.ease);
  row.add("itemKnowledge", item.knowledge.mean);
  row.add("itemDoubt", item.knowledge.variance);
};

/** What this learner did with this item. */
export const describeItem: Describe = ({ seen, item, learner }, row) => {
  row.add("seen", seen ? 1 : 0);
  row.add("attempts", log1p(item.attempts));
  row.add("wrongs", log1p(item.attempts - item.rights));
  row.add("studies", log1p(item.studies));
  row.add("last", item.last);
  row.add("second", item.second);
  row.add("streak", signedLog(item.streak));
  row.add("slow", item.slow);
  row.add("share", smoothedLogit(item.rights, item.attempts));
  row.add("lastTime", item.lastTime === 0 ? 0 : item.lastTime - learner.time);
  row.add("rightTime", item.rightTime === 0 ? 0 : item.rightTime - learner.time);
  row.add("rightTimeAbsolute", item.rightTime);
};

/** How long ago, in time and in rows, against the gaps that it has survived. */
export const describeGaps: Describe = ({ item, gap, gapRows }, row) => {
  row.add("gap", log1p(gap));
  row.add("gapRows", log1p(gapRows));
  row.add("lastByGap", item.last * log1p(gap));
  row.add("lastByGapRows", item.last * log1p(gapRows));
  row.add("lastGap", log1p(item.lastGap));
  row.add("bestGap", log1p(item.bestGap));
  row.add("bestGapRows", log1p(item.bestGapRows));
};
