interface Earning {
  readonly amount: number;
  readonly localDay: string;
}

const DAY_MS = 86_400_000;

/** XP of each of the `days` days that end with `today` (`YYYY-MM-DD`), oldest first; a day without any is 0. */
export function dailyXp(earnings: readonly Earning[], today: string, days: number) {
  const sums = new Map<string, number>();
  for (const { localDay, amount } of earnings) sums.set(localDay, (sums.get(localDay) ?? 0) + amount);
  // Calendar days are counted in UTC, where each has 24 hours.
  const end = Date.parse(`${today}T00:00:00Z`);
  return Array.from({ length: days }, (_, place) => {
    const day = new Date(end - (days - 1 - place) * DAY_MS).toISOString().slice(0, 10);
    return { day, xp: sums.get(day) ?? 0 };
  });
}
