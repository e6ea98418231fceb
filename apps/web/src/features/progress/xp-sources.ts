import type { XpLedger } from "@fluentfusion/contract";

export const SOURCES = ["solved", "review", "lesson", "other"] as const;
type Counts = Record<(typeof SOURCES)[number], number>;

/** The ledger's keys begin with what the points are for; a kind that this page does not know yet is another one. */
const sourceOf = (key: string) => SOURCES.find((source) => key.startsWith(`${source}:`)) ?? "other";

/** What earned the points of each day. The ledger tells the latest gains only: a day that it cuts through is left out. */
export function sourcesByDay({ items, total }: Pick<XpLedger, "items" | "total">): Map<string, Counts> {
  const days = new Map<string, Counts>();
  for (const { key, localDay } of items) {
    const counts = days.get(localDay) ?? { solved: 0, review: 0, lesson: 0, other: 0 };
    counts[sourceOf(key)] += 1;
    days.set(localDay, counts);
  }
  const told = items.reduce((sum, { amount }) => sum + amount, 0);
  const oldest = [...days.keys()].toSorted()[0];
  if (told < total && oldest !== undefined) days.delete(oldest);
  return days;
}
