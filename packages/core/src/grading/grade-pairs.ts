import type { Verdict } from "./verdict.ts";

type Pair = readonly [left: string, right: string];

/**
 * Grades a matching: the score is the share of the key's pairs that were found. A left or right option that is used
 * twice has not been decided upon, so none of its pairs counts.
 */
export function gradePairs(answered: readonly Pair[], key: readonly Pair[]): Verdict {
  const uses = new Map<string, number>();
  const count = (side: string) => uses.set(side, (uses.get(side) ?? 0) + 1);
  for (const [left, right] of answered) {
    count(`left ${left}`);
    count(`right ${right}`);
  }
  const wanted = new Map(key);
  const found = answered.filter(
    ([left, right]) =>
      wanted.get(left) === right && uses.get(`left ${left}`) === 1 && uses.get(`right ${right}`) === 1,
  ).length;
  const isRight = found === key.length && answered.length === key.length;
  return {
    outcome: isRight ? "correct" : "wrong",
    score: key.length === 0 ? Number(isRight) : found / key.length,
    reason: isRight ? "exact" : answered.length === 0 ? "empty" : "pairs_wrong",
    nearest: null,
    edits: [],
  };
}
