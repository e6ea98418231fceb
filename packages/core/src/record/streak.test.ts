import { expect, test } from "vitest";
import { instantOf, isTimeZone, localDay, previousDay } from "./local-day.ts";
import { extendStreak, freezeStreak, NO_STREAK, type StreakState, streakOn } from "./streak.ts";

test("the local day follows the zone: the same instant is two days in Kigali and in Honolulu", () => {
  const at = Date.parse("2026-11-23T22:30:00Z");
  expect(localDay(at, "Africa/Kigali")).toBe("2026-11-24");
  expect(localDay(at, "Pacific/Honolulu")).toBe("2026-11-23");
});

test.each(["Pacific/Honolulu", "Etc/GMT+12", "Africa/Kigali", "Pacific/Tongatapu", "Pacific/Kiritimati"])(
  "the instant of a day lies in that day in %s",
  (zone) => {
    expect(localDay(instantOf("2026-11-23", zone), zone)).toBe("2026-11-23");
  },
);

test("the day before the first of March is the leap day in a leap year", () => {
  expect(previousDay("2028-03-01")).toBe("2028-02-29");
  expect(previousDay("2027-03-01")).toBe("2027-02-28");
  expect(previousDay("2027-01-01")).toBe("2026-12-31");
});

/** Answers at noon of each day by the clock of Kigali. */
const answered = (...days: string[]): StreakState =>
  days.reduce(
    (state, day) =>
      extendStreak(state, { at: Date.parse(`${day}T10:00:00Z`), day, timeZone: "Africa/Kigali" }),
    NO_STREAK,
  );

const DAYS = Array.from({ length: 15 }, (_, index) => `2026-11-${String(index + 1).padStart(2, "0")}`);

test("a streak lives through today until a whole day has been missed", () => {
  const state = answered("2026-11-22", "2026-11-23");
  expect(streakOn(state, "2026-11-23")).toMatchObject({ days: 2, longest: 2, today: true });
  expect(streakOn(state, "2026-11-24")).toMatchObject({ days: 2, longest: 2, today: false });
  expect(streakOn(state, "2026-11-25")).toMatchObject({ days: 0, longest: 2, today: false });
});

test("a missed day begins a new streak and keeps the longest", () => {
  const state = answered("2026-11-20", "2026-11-21", "2026-11-23");
  expect(state).toMatchObject({ days: 1, longest: 2, lastDay: "2026-11-23" });
});

test("a flight over the date line that skips a day of the calendar does not break the streak", () => {
  const honolulu = {
    at: Date.parse("2026-11-24T05:00:00Z"),
    day: "2026-11-23",
    timeZone: "Pacific/Honolulu",
  };
  const kiritimati = {
    at: Date.parse("2026-11-24T11:00:00Z"),
    day: "2026-11-25",
    timeZone: "Pacific/Kiritimati",
  };
  expect(extendStreak(extendStreak(NO_STREAK, honolulu), kiritimati).days).toBe(2);
  const twoDaysLater = { ...kiritimati, at: Date.parse("2026-11-26T11:00:00Z"), day: "2026-11-27" };
  expect(extendStreak(extendStreak(NO_STREAK, honolulu), twoDaysLater).days).toBe(1);
});

test("a week in a row earns a freeze, two at the most, and one bridges one missed day", () => {
  expect(answered(...DAYS.slice(0, 6)).freezes).toBe(0);
  const week = answered(...DAYS.slice(0, 7));
  expect(week.freezes).toBe(1);
  expect(answered(...DAYS, ...DAYS.map((day) => day.replace("-11-", "-12-"))).freezes).toBe(2);
  const bridged = freezeStreak(week, "2026-11-08");
  expect(bridged).toMatchObject({ days: 7, lastDay: "2026-11-08", freezes: 0 });
  expect(freezeStreak(bridged, "2026-11-09")).toBe(bridged);
  expect(freezeStreak(week, "2026-11-09")).toBe(week);
});

test("twenty thousand spellings of a zone take no lasting memory, and mean the same day", () => {
  const name = Array.from("america/argentina/buenos_aires");
  const spelling = (bits: number) =>
    name.map((letter, place) => ((bits >> (place % 15)) & 1 ? letter.toUpperCase() : letter)).join("");
  const at = Date.parse("2026-11-23T02:30:00Z");
  const before = process.memoryUsage().rss;
  for (let bits = 0; bits < 20_000; bits += 1) expect(localDay(at, spelling(bits))).toBe("2026-11-22");
  expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(200);
});

test("a zone has a name: offsets and nonsense are refused", () => {
  expect(["Africa/Kigali", "america/New_York", "UTC", "Etc/GMT+5"].filter(isTimeZone)).toHaveLength(4);
  expect(["+05:30", "-0800", "Mars/Olympus", "", "a".repeat(500)].filter(isTimeZone)).toEqual([]);
});
