import { ROW_SCALES, TIME_SCALES } from "../item-trace.ts";
import type { Situation } from "../situation.ts";
import { GAP_FEATURES, ITEM_FEATURES, RATING_FEATURES } from "./item-features.ts";
import { LEARNER_FEATURES } from "./learner-features.ts";
import { SKILL_FEATURES } from "./skill-features.ts";

const NAMED = Object.entries({
  ...RATING_FEATURES,
  ...ITEM_FEATURES,
  ...GAP_FEATURES,
  ...LEARNER_FEATURES,
  ...SKILL_FEATURES,
});
const FUNCTIONS = NAMED.map(([, feature]) => feature);

const FADE_NAMES = [
  ...TIME_SCALES.map((scale) => `${scale}s`),
  ...ROW_SCALES.map((scale) => `${scale}rows`),
].flatMap((scale) => [`rightFade${scale}`, `wrongFade${scale}`]);

/** Names of the numbers that `describe` writes, in its order: a model fitted with other names is another model. */
export const FEATURE_NAMES: readonly string[] = [...NAMED.map(([name]) => name), ...FADE_NAMES];

/** Writes the situation as `FEATURE_NAMES.length` finite numbers into `out`, from `start` on. */
export function describe(situation: Situation, out: Float32Array | Float64Array, start = 0): void {
  let index = start;
  for (const feature of FUNCTIONS) {
    out[index] = feature(situation);
    index += 1;
  }
  for (let scale = 0; scale < situation.rightFades.length; scale += 1) {
    out[index] = Math.log1p(situation.rightFades[scale] ?? 0);
    out[index + 1] = Math.log1p(situation.wrongFades[scale] ?? 0);
    index += 2;
  }
}
