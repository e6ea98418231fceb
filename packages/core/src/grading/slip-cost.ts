import { areNeighbourKeys } from "./keyboard.ts";

/** A slip of the finger: a neighbour key, a letter left out, typed twice or swapped with the next. */
const FINGER = 1;
/** Any other letter: one does not slip so far. */
const OTHER = 2;

/**
 * How far a finger had to slip to type `typed` for `meant`, which are one edit apart. Of two words that are equally near
 * by letters, it tells the one that was meant.
 */
export function slipCost(typed: string, meant: string): number {
  if (typed.length < meant.length) return FINGER;
  let at = 0;
  while (at < meant.length && typed[at] === meant[at]) at++;
  const [letter, before, after] = [typed[at] ?? "", typed[at - 1] ?? "", typed[at + 1] ?? ""];
  if (typed.length > meant.length) {
    const near = [before, after].some((key) => key === letter || areNeighbourKeys(key, letter));
    return near ? FINGER : OTHER;
  }
  const wanted = meant[at] ?? "";
  const swapped = after === wanted && letter === meant[at + 1];
  return swapped || areNeighbourKeys(letter, wanted) ? FINGER : OTHER;
}
