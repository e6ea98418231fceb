import fc from "fast-check";
import type { MemoryEstimate } from "../recall-curve.ts";

export const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Learners of any kind who forget: recall never rises with the gap. */
export const memories: fc.Arbitrary<MemoryEstimate> = fc
  .tuple(
    between(-1, 5),
    between(-1.5, -0.1),
    between(0, 3),
    between(-2, 1),
    between(0, 2),
    between(0, 2),
    between(-1, 1),
  )
  .map((weights) => ({ weights: Float64Array.from(weights) }));
