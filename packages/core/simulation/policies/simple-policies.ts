import type { NamedPolicy } from "./practice-policy.ts";

/** Any word, met or not. */
export const randomOrder: NamedPolicy = {
  name: "random",
  begin: ({ words, random }) => ({ next: () => Math.floor(random() * words), learn: () => undefined }),
};

/** The whole course from its first word to its last, again and again. */
export const fixedOrder: NamedPolicy = {
  name: "fixed order",
  begin({ words }) {
    let place = -1;
    return {
      next: () => {
        place = (place + 1) % words;
        return place;
      },
      learn: () => undefined,
    };
  },
};

/** `seed-rules@1` as its learner lives it: a lesson until each of its words was right once, then the next lesson. */
export const originalRules: NamedPolicy = {
  name: "original rules",
  begin({ words, wordsPerLesson }) {
    let lesson = 0;
    let queue: number[] = [];
    const fill = () => {
      const first = (lesson * wordsPerLesson) % words;
      queue = Array.from({ length: Math.min(wordsPerLesson, words - first) }, (_, word) => first + word);
    };
    return {
      next: () => {
        if (queue.length === 0) {
          fill();
          lesson += 1;
        }
        return queue[0] ?? 0;
      },
      learn: ({ word, correct }) => {
        queue = queue.filter((other) => other !== word);
        if (!correct) queue.push(word);
      },
    };
  },
};
