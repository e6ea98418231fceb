import { sigmoid } from "../../logit.ts";
import type { SkillSets } from "./log-store.ts";
import { EASE_RIDGE, NewtonSums } from "./newton-sums.ts";

/** Ease of what is asked, as logits by number; `phases` by `phaseOf`. */
export interface Eases {
  readonly phases: readonly number[];
  readonly items: readonly number[];
  /** What is added where a learner meets the item for the first time. */
  readonly firsts: readonly number[];
  readonly skills: readonly number[];
  readonly kinds: readonly number[];
}

/** Answers of a log: of what each was, and what was believed of the learner before it, as a logit. */
export interface EaseRows {
  readonly items: Int32Array;
  readonly phases: Uint8Array;
  readonly skillSets: Int32Array;
  readonly kinds: Int32Array;
  readonly beliefs: Float64Array;
  /** 1 or 0. */
  readonly outcomes: Uint8Array;
  readonly size: number;
}

/** Each sweep takes one Newton step for each kind of ease, the next kind after what the one before has explained. */
const SWEEPS = 2;

/** Of what sets a first meeting apart: items differ in it less than in their ease. */
const FIRST_RIDGE = 10;

const PARTS = ["phases", "items", "firsts", "skills", "kinds"] as const;

/**
 * The ease that explains the outcomes best beside what was believed of learners, each held to 0 by its ridge.
 *
 * @param usual the logit that phases are held to instead
 */
export function settleEase(rows: EaseRows, skillSets: SkillSets, start: Eases, usual: number): Eases {
  let eases = start;
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const part of PARTS) {
      if (eases[part].length > 0) eases = { ...eases, [part]: step(rows, skillSets, eases, { part, usual }) };
    }
  }
  return eases;
}

function step(
  rows: EaseRows,
  skillSets: SkillSets,
  eases: Eases,
  { part, usual }: { readonly part: (typeof PARTS)[number]; readonly usual: number },
): number[] {
  const sums = new NewtonSums(eases[part].length, part === "firsts" ? FIRST_RIDGE : EASE_RIDGE);
  for (let row = 0; row < rows.size; row += 1) {
    const phase = rows.phases[row] ?? 0;
    const item = rows.items[row] ?? 0;
    const kind = rows.kinds[row] ?? 0;
    const set = skillSets[rows.skillSets[row] ?? 0] ?? [];
    let logit = (rows.beliefs[row] ?? 0) + (eases.phases[phase] ?? 0);
    logit += (eases.items[item] ?? 0) + (eases.kinds[kind] ?? 0);
    if (phase < 2) logit += eases.firsts[item] ?? 0;
    for (const skill of set) logit += (eases.skills[skill] ?? 0) / set.length;
    const probability = sigmoid(logit);
    const residual = (rows.outcomes[row] ?? 0) - probability;
    const information = probability * (1 - probability);
    if (part === "phases") sums.add(phase, residual, information);
    else if (part === "items") sums.add(item, residual, information);
    else if (part === "kinds") sums.add(kind, residual, information);
    else if (part === "firsts") {
      if (phase < 2) sums.add(item, residual, information);
    } else for (const skill of set) sums.add(skill, residual / set.length, information / set.length ** 2);
  }
  return sums.step(eases[part], part === "phases" ? usual : 0);
}
