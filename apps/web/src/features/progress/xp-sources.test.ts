import { expect, test } from "vitest";
import { sourcesByDay } from "./xp-sources.ts";

const earned = (key: string, amount: number, localDay: string) => ({
  key,
  amount,
  localDay,
  at: `${localDay}T08:00:00Z`,
});

const items = [
  earned("solved:a", 10, "2026-11-28"),
  earned("lesson:l", 20, "2026-11-28"),
  earned("gift:g", 1, "2026-11-28"),
  earned("review:a:2026-11-27", 5, "2026-11-27"),
];

test("what earned the points is counted for each day", () => {
  expect(Object.fromEntries(sourcesByDay({ items, total: 36 }))).toEqual({
    "2026-11-28": { solved: 1, review: 0, lesson: 1, other: 1 },
    "2026-11-27": { solved: 0, review: 1, lesson: 0, other: 0 },
  });
});

test("a day of which the ledger tells a part only is not told as if that were all", () => {
  expect([...sourcesByDay({ items, total: 50 }).keys()]).toEqual(["2026-11-28"]);
});
