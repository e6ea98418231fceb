import { editDistance } from "./edit-distance.ts";
import { editsBetween } from "./edit-script.ts";
import type { TextForm } from "./text-form.ts";
import type { Edit } from "./verdict.ts";

export interface Nearest {
  readonly form: TextForm;
  /** Empty when the answer is nowhere near. */
  readonly edits: readonly Edit[];
}

/** An answer that shares less than half its letters with a form has no slip to show. */
const FARTHEST = 24;

/** The accepted form with the fewest edits to the answer; the first authored of those that tie or are all far. */
export function nearestForm(answer: TextForm, accepted: readonly [TextForm, ...TextForm[]]): Nearest {
  let form: TextForm = accepted[0];
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of accepted) {
    const half = Math.floor(Math.max(answer.folded.text.length, candidate.folded.text.length) / 2);
    const limit = Math.min(half, FARTHEST, fewest - 1);
    if (limit < 0) break;
    const distance = editDistance(answer.folded.text, candidate.folded.text, limit);
    if (distance > limit) continue;
    form = candidate;
    fewest = distance;
  }
  return { form, edits: Number.isFinite(fewest) ? editsBetween(answer.folded, form.folded) : [] };
}
