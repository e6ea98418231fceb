import type { LearnerEvent } from "../event.ts";
import { seededRandom } from "../fitting/seeded-random.ts";

/** Size and shape of a simulated log. */
export interface SimulatedShape {
  readonly learners: number;
  readonly items: number;
  readonly rowsEach: number;
  readonly seed: number;
  /** Without it `at` is null and there are only orders. */
  readonly clock: boolean;
}

/**
 * Learners who forget by the clock: an item's strength grows with each answer and fades with the log of the time since.
 * Not the learner model's own family: no ratings, no features.
 */
export function simulateLog(shape: SimulatedShape): LearnerEvent[] {
  const random = seededRandom(shape.seed);
  const difficulty = Array.from({ length: shape.items }, () => 2 * random() - 1);
  return Array.from({ length: shape.learners }, (_, index) => {
    const talent = 2 * random() - 1;
    const strength = new Map<number, { at: number; met: number }>();
    let now = 1_700_000_000;
    return Array.from({ length: shape.rowsEach }, (): LearnerEvent => {
      now += random() < 0.03 ? 80_000 : 5 + 20 * random();
      const item = Math.floor(shape.items * random() ** 1.5);
      const memory = strength.get(item) ?? { at: now, met: 0 };
      const forgotten = 0.25 * Math.log1p((now - memory.at) / 30);
      const logit = talent - (difficulty[item] ?? 0) + 1.5 * Math.log1p(memory.met) - forgotten - 0.5;
      const correct = random() < 1 / (1 + Math.exp(-logit));
      strength.set(item, { at: now, met: memory.met + (correct ? 1 : 0.5) });
      return {
        learner: `learner ${index}`,
        item: `item ${item}`,
        skills: [`skill ${item % 7}`],
        kind: "recall",
        at: shape.clock ? now : null,
        correct,
        elapsedMs: 1_000 + 3_000 * random(),
      };
    });
  }).flat();
}
