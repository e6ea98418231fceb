import { expect, test } from "vitest";
import { isTimeZone, localDay, previousDay } from "./local-day.ts";
import { extendStreak, NO_STREAK, streakOn } from "./streak.ts";

test("the local day follows the zone: the same instant is two days in Kigali and in Honolulu", () => {
  const at = Date.parse("2026-11-23T22:30:00Z");
  expect(localDay(at, "Africa/Kigali")).toBe("2026-11-24");
  expect(localDay(at, "Pacific/Honolulu")).toBe("2026-11-23");
});

test("the day before the first of March is the leap day in a leap year", () => {
  expect(previousDay("2028-03-01")).toBe("2028-02-29");
  expect(previousDay("2027-03-01")).toBe("2027-02-28");
  expect(previousDay("2027-01-01")).toBe("2026-12-31");
});

test("a streak lives through today until a whole day has been missed", () => {
  const state = extendStreak(extendStreak(NO_STREAK, "2026-11-22"), "2026-11-23");
  expect(streakOn(state, "2026-11-23")).toEqual({ days: 2, longest: 2, today: true });
  expect(streakOn(state, "2026-11-24")).toEqual({ days: 2, longest: 2, today: false });
  expect(streakOn(state, "2026-11-25")).toEqual({ days: 0, longest: 2, today: false });
});

test("a missed day begins a new streak and keeps the longest", () => {
  const days = ["2026-11-20", "2026-11-21", "2026-11-23"];
  expect(days.reduce(extendStreak, NO_STREAK)).toEqual({ days: 1, longest: 2, lastDay: "2026-11-23" });
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
