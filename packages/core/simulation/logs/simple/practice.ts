import type { LearnerEvent } from "../../../src/learner-model/index.ts";
import { normalIn } from "../../random.ts";
import { DAY } from "../../truth.ts";
import { popular, type LogFamily } from "../log-family.ts";
import { anyOrder, eases, happens, logitOfAny, rowOf } from "./usual.ts";

const START = 1_600_000_000;

/** Log of seconds until the next row: from a minute to a season. */
function anyGap(random: () => number): number {
  return Math.exp(4 + 12 * random());
}

/** A single item with gaps of any length: ability, practice and forgetting along the logarithm of time. */
export const single: LogFamily = (random, learners) =>
  learners.flatMap((learner) => {
    const ability = logitOfAny(random);
    let at = START;
    let gap = 0;
    return Array.from({ length: 40 }, (_, row) => {
      const logit = ability + 0.6 * Math.log1p(row) - 0.15 * Math.log1p(gap);
      const correct = happens(random, logit);
      const event = rowOf({ learner, item: "item", at: Math.round(at), correct });
      gap = anyGap(random);
      at += gap;
      return event;
    });
  });

/** A single item in order only: ability and practice. */
export const singleInOrder: LogFamily = (random, learners) =>
  learners.flatMap((learner) => {
    const ability = logitOfAny(random);
    return Array.from({ length: 40 }, (_, row) =>
      rowOf({ learner, item: "item", correct: happens(random, ability + 0.4 * Math.log1p(row) - 0.5) }),
    );
  });

/** Gaps of seconds to years between rows: ability, ease, practice, and forgetting since the item was met. */
export const longGaps: LogFamily = (random, learners) => {
  const ease = eases(random, 25);
  return learners.flatMap((learner) => {
    const ability = logitOfAny(random);
    const met = new Map<number, { times: number; at: number }>();
    let at = START;
    return Array.from({ length: 80 }, () => {
      const item = popular(random, ease.length);
      const { times, at: last } = met.get(item) ?? { times: 0, at };
      const logit =
        ability + (ease[item] ?? 0) + 0.5 * Math.log1p(times) - 0.1 * Math.log1p((at - last) / 60);
      met.set(item, { times: times + 1, at });
      const event = rowOf({
        learner,
        item: `item ${item}`,
        at: Math.round(at),
        correct: happens(random, logit),
      });
      at += Math.exp(1 + 16 * random() ** 2);
      return event;
    });
  });
};

/** Words shown twice, then asked once, a while after. */
export const shownTwice: LogFamily = (random, learners) => {
  const ease = eases(random, 40);
  return learners.flatMap((learner) => {
    const ability = logitOfAny(random);
    let at = START + Math.floor(random() * 100) * DAY;
    const order = anyOrder(random, ease.length);
    return Array.from({ length: 4 }, (_, lesson) => order.slice(10 * lesson, 10 * lesson + 10)).flatMap(
      (words) =>
        [false, false, true].flatMap((asked): LearnerEvent[] =>
          words.map((word) => {
            at += Math.round(Math.exp(normalIn(random, 1.6, 0.4, [0, 4])));
            const correct = asked ? happens(random, 0.5 + ability + (ease[word] ?? 0)) : null;
            return rowOf({ learner, item: `word ${word}`, kind: asked ? "recall" : "study", at, correct });
          }),
        ),
    );
  });
};

/** Hours, days, weeks, and ever: how long an answer counts. */
const WINDOWS = [3_600, DAY, 7 * DAY, Infinity] as const;

/** DASH (Lindsey et al. 2014): ability, ease and the logarithms of the right answers and of all of them in four windows. */
export const windows: LogFamily = (random, learners) => {
  const ease = eases(random, 60);
  return learners.flatMap((learner) => {
    const ability = 0.7 * logitOfAny(random) - 0.7;
    const answers = ease.map((): { at: number; right: boolean }[] => []);
    let at = START + Math.floor(random() * 100) * DAY;
    let next = 5;
    return Array.from({ length: 8 }, () => {
      at += DAY * (1 + Math.floor(3 * random()));
      return Array.from({ length: 15 }, (_, row): LearnerEvent => {
        if (next < ease.length && random() < 0.25) next += 1;
        const word = popular(random, next);
        const past = answers[word] ?? [];
        const now = at + 12 * row;
        let logit = ability + (ease[word] ?? 0);
        for (const window of WINDOWS) {
          const within = past.filter((answer) => now - answer.at <= window);
          logit +=
            0.3 * Math.log1p(within.filter(({ right }) => right).length) + 0.1 * Math.log1p(within.length);
        }
        const correct = happens(random, logit);
        past.push({ at: now, right: correct });
        return rowOf({ learner, item: `word ${word}`, at: now, correct });
      });
    }).flat();
  });
};
