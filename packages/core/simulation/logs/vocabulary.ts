import type { LearnerEvent } from "../../src/learner-model/index.ts";
import { Multiscale } from "../multiscale.ts";
import { normalIn } from "../random.ts";
import { DAY } from "../truth.ts";
import type { LogFamily } from "./log-family.ts";

const WORDS = 300;

/**
 * Vocabulary over weeks on a clock, by choice or by recall: memory of many time scales (Mozer et al. 2009), some words
 * known before, some days missed, whatever comes up reviewed rather than what is due.
 */
export const vocabulary: LogFamily = (random, learners) => {
  const words = Array.from({ length: WORDS }, () => normalIn(random, 0, 0.8, [-2, 2]));
  return learners.flatMap((learner): LearnerEvent[] => {
    const memory = new Multiscale(random);
    const prior = 0.25 * random();
    const known = new Set(words.map((_, word) => word).filter(() => random() < prior));
    const start = 1_600_000_000 + Math.floor(random() * 100) * DAY;
    const rows: LearnerEvent[] = [];
    let next = 0;
    for (let day = 0; day < 24; day += 1) {
      if (random() < 0.4) continue;
      let at = start + (day + 0.3 + 0.3 * random()) * DAY;
      for (let row = 0; row < 25; row += 1) {
        const word =
          next < 4 || (random() < 0.3 && next < words.length)
            ? next++
            : Math.floor(next * (1 - random() ** 2));
        const kind = random() < 0.4 ? "choice" : "recall";
        const recalled =
          random() <
          (known.has(word) ? 0.97 : memory.recall(word, at - start) ** Math.exp(-(words[word] ?? 0) * 0.5));
        const correct = recalled || (kind === "choice" && random() < 0.25);
        memory.practise(word, at - start, recalled);
        const elapsedMs = Math.round(1_000 * Math.exp(normalIn(random, recalled ? 1 : 1.6, 0.5, [-1, 4])));
        rows.push({
          learner,
          item: `word ${word}`,
          skills: [`unit ${Math.floor(word / 20)}`],
          kind,
          at: Math.round(at),
          correct,
          elapsedMs,
        });
        at += elapsedMs / 1_000 + 3;
      }
    }
    return rows;
  });
};
