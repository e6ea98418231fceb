import { USUAL_SCALES } from "../belief-scales.ts";
import { UNKNOWN_GROUP, UNKNOWN_ITEM } from "../facts.ts";
import { NEW_ITEM, ROW_SCALES, TIME_SCALES } from "../item-trace.ts";
import { NEW_LEARNER } from "../learner-state.ts";
import { situationOf, type Situation } from "../situation.ts";
import { FeatureRow, type Describe } from "./feature.ts";
import { describeGaps, describeItem, describeRating } from "./item-features.ts";
import { describeLearner, describeTempo } from "./learner-features.ts";
import { describeSkills } from "./skill-features.ts";

const FADE_SCALES = [
  ...TIME_SCALES.map((scale) => `${scale}s`),
  ...ROW_SCALES.map((scale) => `${scale}rows`),
];
const RIGHT_FADES = FADE_SCALES.map((scale) => `rightFade${scale}`);
const WRONG_FADES = FADE_SCALES.map((scale) => `wrongFade${scale}`);

const describeFades: Describe = ({ rightFades, wrongFades }, row) => {
  for (let index = 0; index < FADE_SCALES.length; index += 1) {
    row.add(RIGHT_FADES[index] ?? "", Math.log1p(rightFades[index] ?? 0));
    row.add(WRONG_FADES[index] ?? "", Math.log1p(wrongFades[index] ?? 0));
  }
};

function addAll(situation: Situation, row: FeatureRow): void {
  describeRating(situation, row);
  describeItem(situation, row);
  describeGaps(situation, row);
  describeLearner(situation, row);
  describeTempo(situation, row);
  describeSkills(situation, row);
  describeFades(situation, row);
}

/** Names of the numbers that `describe` writes, in its order: a model fitted with other names is another model. */
export const FEATURE_NAMES: readonly string[] = namesOf(
  situationOf(
    { item: UNKNOWN_ITEM, skills: [], kind: UNKNOWN_GROUP, phases: [], scales: USUAL_SCALES },
    { learner: NEW_LEARNER, item: NEW_ITEM, skills: [] },
    null,
  ),
);

function namesOf(anySituation: Situation): string[] {
  const names: string[] = [];
  addAll(anySituation, new FeatureRow(new Float64Array(0), 0, names));
  return names;
}

/** Writes the situation as `FEATURE_NAMES.length` finite numbers into `out`, from `start` on. */
export function describe(situation: Situation, out: Float32Array | Float64Array, start = 0): void {
  addAll(situation, new FeatureRow(out, start));
}
