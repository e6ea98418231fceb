import { expect, test } from "vitest";
import { median, medianRatio, percentile } from "../src/report/statistics.ts";
import { short, toText } from "../src/report/table.ts";

test("a median is the middle, or between the two in the middle", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 9])).toBe(3);
  expect(median([])).toBeNaN();
});

test("a percentile is the nearest rank", () => {
  const hundred = Float64Array.from({ length: 100 }, (_, index) => index + 1);
  expect(percentile(hundred, 0.5)).toBe(50);
  expect(percentile(hundred, 0.99)).toBe(99);
  expect(percentile(Float64Array.of(7), 0.01)).toBe(7);
});

test("a ratio is taken within each round, so a slow round does not tilt it", () => {
  expect(medianRatio([100, 10, 100], [50, 5, 50])).toBe(2);
  expect(medianRatio([100], [])).toBeNaN();
});

test("a table without a value shows an empty cell", () => {
  expect(short(Number.NaN)).toBe("");
  expect(short(0.123_45)).toBe("0.123");
  expect(short(1234.5)).toBe("1235");
  const table = { title: "T", columns: ["work", "x plain"], rows: [["list", ""]], notes: ["n"] };
  expect(toText(table)).toBe("T\n\nwork  x plain\n----  -------\nlist\n\n  n");
});
