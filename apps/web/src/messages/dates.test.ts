import { expect, test } from "vitest";
import { dayFormat, momentFormat } from "./dates.ts";

test("a day is written as itself wherever the reader is", () => {
  expect(dayFormat("en-GB", { day: "numeric", month: "short" })("2026-11-28")).toBe("28 Nov");
});

test("French writes the first of a month as 1er, no other day and no figures", () => {
  const long = dayFormat("fr", { dateStyle: "long" });
  expect(["2026-12-01", "2026-12-02", "2026-12-11"].map(long)).toEqual([
    "1er décembre 2026",
    "2 décembre 2026",
    "11 décembre 2026",
  ]);
  expect(dayFormat("fr", { day: "numeric", month: "short" })("2026-12-01")).toBe("1er déc.");
  expect(dayFormat("fr", { dateStyle: "short" })("2026-12-01")).toBe("01/12/2026");
  expect(dayFormat("fr", { day: "numeric", month: "numeric" })("2026-01-01")).not.toContain("er");
  const moment = momentFormat("fr", { dateStyle: "medium", timeStyle: "short", timeZone: "Africa/Kigali" });
  expect(moment("2026-11-30T23:01:00Z")).toBe("1er déc. 2026, 01:01");
  expect(dayFormat("en-GB", { dateStyle: "long" })("2026-12-01")).toBe("1 December 2026");
});
