import type { Probability } from "./units.ts";

export function logit(probability: Probability): number {
  return Math.log(probability / (1 - probability));
}

export function sigmoid(value: number): Probability {
  return 1 / (1 + Math.exp(-value));
}
