import type { XpLedger } from "@fluentfusion/contract";

export const SOURCES = ["solved", "review", "lesson", "other"] as const;
type Source = (typeof SOURCES)[number];

export interface DayXp {
  readonly day: string;
  readonly xp: number;
  readonly counts: Record<Source, number>;
}

/** The ledger's keys begin with what the points are for; a kind that this page does not know yet is another one. */
const sourceOf = (key: string): Source => SOURCES.find((source) => key.startsWith(`${source}:`)) ?? "other";

/** What was earned on each day, the latest day first. */
export function xpByDay(items: XpLedger["items"]): DayXp[] {
  const days = new Map<string, DayXp>();
  for (const { key, amount, localDay: day } of items) {
    const { xp, counts } = days.get(day) ?? { xp: 0, counts: { solved: 0, review: 0, lesson: 0, other: 0 } };
    const source = sourceOf(key);
    days.set(day, { day, xp: xp + amount, counts: { ...counts, [source]: counts[source] + 1 } });
  }
  return [...days.values()].toSorted((a, b) => b.day.localeCompare(a.day));
}
