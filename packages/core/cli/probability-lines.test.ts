import { expect, test } from "vitest";
import { probabilityLines } from "./probability-lines.ts";

test("probabilities are written with six places, to the nearest", () => {
  const probabilities = [0.5, 0.0001, 0.9999, 0.1234564, 0.1234566, 0.000_100_4, 1 / 3];
  const expected = probabilities.map((probability) => `${probability.toFixed(6)}\n`).join("");
  expect(Buffer.from(probabilityLines(probabilities)).toString()).toBe(expected);
  expect(probabilityLines([])).toHaveLength(0);
});
