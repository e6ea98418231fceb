import { expect, test } from "vitest";
import { dailyXp } from "./daily-xp.ts";

test("each day of the window is there once, with the sum of what it earned", () => {
  const earned = [
    { amount: 10, localDay: "2026-03-01" },
    { amount: 5, localDay: "2026-03-01" },
    { amount: 7, localDay: "2026-02-27" },
    { amount: 99, localDay: "2026-02-01" },
  ];
  expect(dailyXp(earned, "2026-03-01", 3)).toEqual([
    { day: "2026-02-27", xp: 7 },
    { day: "2026-02-28", xp: 0 },
    { day: "2026-03-01", xp: 15 },
  ]);
});
