import { describe, expect, it } from "vitest";
import { chooseScale } from "./choose-scale.ts";

/** Losses of four learners, so much less than 1 for all, and so much more or less for every other. */
const lossesOf = (gain: number, spread: number) =>
  Float64Array.from([spread, -spread, spread, -spread], (own) => 1 - gain + own);

const usual = { scale: 1, losses: lossesOf(0, 0) };

describe("a scale chosen on held-back learners", () => {
  it("goes on for as long as it gains, down first, then up", () => {
    expect(chooseScale(usual, (scale) => lossesOf(1 - scale, 0)).scale).toBe(0);
    expect(chooseScale(usual, (scale) => lossesOf(scale === 0.5 ? 0.2 : 0.1, 0)).scale).toBe(0.5);
    expect(chooseScale(usual, (scale) => lossesOf(scale - 1, 0)).scale).toBe(2);
  });

  it("stays the usual one where the gain is within a standard error, or there is none", () => {
    expect(chooseScale(usual, (scale) => lossesOf(0.1 * (1 - scale), 0.3)).scale).toBe(1);
    expect(chooseScale(usual, () => lossesOf(0, 0)).scale).toBe(1);
  });
});
