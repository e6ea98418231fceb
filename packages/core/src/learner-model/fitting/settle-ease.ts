import { sigmoid } from "../../logit.ts";
import { isUnmet } from "../facts.ts";
import type { Answers } from "./answers.ts";
import { sum } from "./choose-scale.ts";
import type { SkillSets } from "./log-store.ts";
import { EASE_RIDGE, NewtonSums } from "./newton-sums.ts";

/** Ease of what is asked, as logits by number; `phases` by `phaseOf`. */
export interface Eases {
  readonly phases: Float64Array;
  readonly items: Float64Array;
  /** What is added where a learner meets the item for the first time. */
  readonly firsts: Float64Array;
  readonly skills: Float64Array;
  readonly kinds: Float64Array;
}

/** Answers, and what was believed of the learner before each, as a logit. */
export interface EaseRows extends Pick<Answers, "items" | "phases" | "skillSets" | "kinds" | "outcomes"> {
  readonly beliefs: Float64Array;
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
  const logits = rows.beliefs.slice();
  for (const part of PARTS) addEase(rows, skillSets, { part, logits, ease: start[part] });
  let eases = start;
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const part of PARTS) {
      const before = eases[part];
      if (before.length === 0) continue;
      const sums = new NewtonSums(before.length, part === "firsts" ? FIRST_RIDGE : EASE_RIDGE);
      addResiduals(rows, skillSets, { part, logits, sums });
      const after = sums.step(before, part === "phases" ? usual : 0);
      eases = { ...eases, [part]: after };
      const change = after.map((value, index) => value - (before[index] ?? 0));
      addEase(rows, skillSets, { part, logits, ease: change });
    }
  }
  return eases;
}

interface Part {
  readonly part: (typeof PARTS)[number];
  /** Of each row, by beliefs and all ease. */
  readonly logits: Float64Array;
}

/** What each row is of. */
function groupsOf(rows: EaseRows, part: Part["part"]): Int32Array | Uint8Array {
  if (part === "skills") return rows.skillSets;
  return part === "firsts" ? rows.items : rows[part];
}

/** Adds one kind of ease to the logits of the rows that it is about. */
function addEase(
  rows: EaseRows,
  skillSets: SkillSets,
  { part, logits, ease }: Part & { readonly ease: Float64Array },
): void {
  const groups = groupsOf(rows, part);
  const values = part === "skills" ? means(skillSets, ease) : ease;
  for (let row = 0; row < logits.length; row += 1) {
    if (part === "firsts" && !isUnmet(rows.phases[row] ?? 0)) continue;
    logits[row] = (logits[row] ?? 0) + (values[groups[row] ?? 0] ?? 0);
  }
}

function means(skillSets: SkillSets, ease: Float64Array): Float64Array {
  return Float64Array.from(
    skillSets,
    (set) => sum(set.map((skill) => ease[skill] ?? 0)) / Math.max(1, set.length),
  );
}

/** Adds what the rows say of one kind of ease. */
function addResiduals(
  rows: EaseRows,
  skillSets: SkillSets,
  { part, logits, sums }: Part & { readonly sums: NewtonSums },
): void {
  const groups = groupsOf(rows, part);
  for (let row = 0; row < logits.length; row += 1) {
    if (part === "firsts" && !isUnmet(rows.phases[row] ?? 0)) continue;
    const probability = sigmoid(logits[row] ?? 0);
    const residual = (rows.outcomes[row] ?? 0) - probability;
    const information = probability * (1 - probability);
    const group = groups[row] ?? 0;
    if (part === "skills") {
      const set = skillSets[group] ?? [];
      for (const skill of set)
        sums.add(skill, residual / set.length, information / (set.length * set.length));
    } else sums.add(group, residual, information);
  }
}
