import { expect, test } from "vitest";
import { xpByDay } from "./xp-by-day.ts";

const earned = (key: string, amount: number, localDay: string) => ({
  key,
  amount,
  localDay,
  at: `${localDay}T08:00:00Z`,
});

test("points are told by day, the latest first, and by what earned them", () => {
  const items = [
    earned("solved:a", 10, "2026-11-27"),
    earned("solved:b", 10, "2026-11-28"),
    earned("lesson:l", 20, "2026-11-28"),
    earned("gift:g", 1, "2026-11-28"),
  ];
  expect(xpByDay(items)).toEqual([
    { day: "2026-11-28", xp: 31, counts: { solved: 1, review: 0, lesson: 1, other: 1 } },
    { day: "2026-11-27", xp: 10, counts: { solved: 1, review: 0, lesson: 0, other: 0 } },
  ]);
});
