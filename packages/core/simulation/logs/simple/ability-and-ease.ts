import { popular, type LogFamily } from "../log-family.ts";
import { anyOrder, eases, happens, logitOfAny, rowOf } from "./usual.ts";

/** Rasch (1960): a learner's ability and an item's ease, and nothing else. Each of 40 items once, in any order. */
export const once: LogFamily = (random, learners) => {
  const ease = eases(random, 40);
  return learners.flatMap((learner) => {
    const ability = logitOfAny(random);
    return anyOrder(random, ease.length).map((item) =>
      rowOf({ learner, item: `item ${item}`, correct: happens(random, ability + (ease[item] ?? 0)) }),
    );
  });
};

/** The same, 30 items again and again: whoever fails an item is as likely to fail it the next time, and no more. */
export const again: LogFamily = (random, learners) => {
  const ease = eases(random, 30);
  return learners.flatMap((learner) => {
    const ability = logitOfAny(random);
    return Array.from({ length: 80 }, () => {
      const item = popular(random, ease.length);
      return rowOf({ learner, item: `item ${item}`, correct: happens(random, ability + (ease[item] ?? 0)) });
    });
  });
};

/** Items by ease, each asked four times on end; what is learned at one item is half a logit at the most. */
export const sorted: LogFamily = (random, learners) => {
  const ease = eases(random, 20).toSorted((a, b) => b - a);
  return learners.flatMap((learner) => {
    const ability = logitOfAny(random);
    return ease.flatMap((logit, item) =>
      Array.from({ length: 4 }, (_, time) =>
        rowOf({ learner, item: `item ${item}`, correct: happens(random, ability + logit + time / 6) }),
      ),
    );
  });
};

/** Items whose ease goes on changing while learners come one after another: by a normal logit from the first of them to the last. */
export const changing: LogFamily = (random, learners) => {
  const ease = eases(random, 40);
  const change = eases(random, 40);
  return learners.flatMap((learner, index) => {
    const ability = logitOfAny(random);
    const passed = index / learners.length;
    return Array.from({ length: 60 }, () => {
      const item = popular(random, ease.length);
      const logit = ability + (ease[item] ?? 0) + passed * (change[item] ?? 0);
      return rowOf({ learner, item: `item ${item}`, correct: happens(random, logit) });
    });
  });
};

/** Nearly all answers are right: 97 of 100. */
export const nearlyRight: LogFamily = (random, learners) => {
  const ease = eases(random, 40);
  return learners.flatMap((learner) => {
    const ability = logitOfAny(random);
    return Array.from({ length: 80 }, () => {
      const item = popular(random, ease.length);
      const correct = happens(random, 4.5 + ability + (ease[item] ?? 0));
      return rowOf({ learner, item: `item ${item}`, correct });
    });
  });
};

/** A coin that comes up right seven times of ten, whoever answers whatever. */
export const coin: LogFamily = (random, learners) =>
  learners.flatMap((learner) =>
    Array.from({ length: 60 }, () =>
      rowOf({ learner, item: `item ${popular(random, 40)}`, correct: random() < 0.7 }),
    ),
  );

const SKILLS = 12;

/** Items that no one meets twice, of skills that learners differ in. */
export const fresh: LogFamily = (random, learners) => {
  const ease = eases(random, SKILLS);
  return learners.flatMap((learner) => {
    const ability = logitOfAny(random);
    const own = ease.map(() => 0.5 * logitOfAny(random));
    return Array.from({ length: 60 }, (_, row) => {
      const skill = popular(random, SKILLS);
      const logit = ability + (own[skill] ?? 0) + (ease[skill] ?? 0) + 0.5 * logitOfAny(random);
      const skills = [`skill ${skill}`];
      return rowOf({ learner, item: `${learner} ${row}`, skills, correct: happens(random, logit) });
    });
  });
};

/** The same without a word about skills. */
export const freshUnnamed: LogFamily = (random, learners) =>
  fresh(random, learners).map((row) => ({ ...row, skills: [] }));
