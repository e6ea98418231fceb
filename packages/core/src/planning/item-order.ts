import type { LearnerState } from "../learner-model/index.ts";
import type { PlannedItem } from "./plan-session.ts";

/**
 * New items spread evenly among the others, so that none stands in a block, and what was practised last not first.
 * Otherwise the given order is kept.
 */
export function inOrder(
  items: readonly PlannedItem[],
  { items: traces, learner }: LearnerState,
): PlannedItem[] {
  const order = [
    ...placed(items.filter(({ role }) => role !== "new")),
    ...placed(items.filter(({ role }) => role === "new")),
  ]
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
  const [first, ...rest] = order;
  const isRepeat = first !== undefined && traces.get(first.item)?.lastRow === learner.rows - 1;
  return isRepeat ? [...rest, first] : order;
}

/** Each with its place in the whole, from 0 to 1. */
function placed(items: readonly PlannedItem[]): { item: PlannedItem; place: number }[] {
  return items.map((item, index) => ({ item, place: (index + 0.5) / items.length }));
}
