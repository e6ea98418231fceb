import type { ShadowScores } from "@fluentfusion/contract";

/** A version of the model with what it was judged to be when it was fitted; `null` for one that never was. */
export interface JudgedVersion {
  readonly version: number;
  readonly shadow: ShadowScores | null;
}

/**
 * By how much the log loss of an answer falls if `wanted` takes the place of `published`: by the judgement of either against
 * the other, or of both against a third version. `null` where nothing compares them: log losses of different days are
 * those of different answers.
 */
export function shownGain(wanted: JudgedVersion, published: JudgedVersion): number | null {
  const [ours, theirs] = [wanted.shadow, published.shadow];
  if (wanted.version === published.version) return 0;
  if (ours?.publishedVersion === published.version) return ours.gain;
  if (theirs?.publishedVersion === wanted.version) return -theirs.gain;
  const isThird = ours?.publishedVersion !== undefined && ours.publishedVersion === theirs?.publishedVersion;
  return isThird && theirs !== undefined ? ours.gain - theirs.gain : null;
}
