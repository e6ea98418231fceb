import { emptyLearner, observe, type LearnerState, type Model } from "../../src/learner-model/index.ts";
import { planSession } from "../../src/planning/index.ts";
import type { Catalogue, Goal } from "../../src/catalogue/index.ts";
import { CATEGORIES } from "../../src/vocabulary.ts";
import type { NamedPolicy } from "./practice-policy.ts";

/** When simulated learners begin, epoch seconds. */
export const EPOCH = 1_700_000_000;
const KIND = "type";

/** What is known before each answer. */
export interface Moment {
  readonly learner: LearnerState;
  readonly catalogue: Catalogue;
  readonly at: number;
  readonly goal: Goal;
  readonly minutesPerDay: number;
}

interface Options {
  readonly watch?: (moment: Moment) => void;
  /** What was wrong is always asked again in the sitting, until it is right, and not only where the plan says so. */
  readonly asksAgain?: boolean;
}

const BETWEEN_SITTINGS = 1_800;

/** Answers between a failure and its repeat. */
const AGAIN_AFTER = 5;

/** `planSession`, planned anew when a plan has been worked through. */
export function enginePolicy(model: Model, { watch, asksAgain = false }: Options = {}): NamedPolicy {
  const catalogues = new Map<number, Catalogue>();
  return {
    name: asksAgain ? "engine, asking again" : "engine",
    begin({ words, wordsPerLesson, endsAt }) {
      const catalogue = catalogues.get(words) ?? courseOf(words, wordsPerLesson);
      catalogues.set(words, catalogue);
      const goal = { at: EPOCH + endsAt };
      let learner = emptyLearner();
      let queue: number[] = [];
      /** Words that are asked again when they go wrong. */
      const again = new Set<number>();
      let answers = 0;
      let lastAt = 0;
      /** Words whose last answer was wrong, with the count of answers then. */
      const wrong = new Map<number, number>();
      return {
        next(at, secondsLeft) {
          if (at - lastAt > BETWEEN_SITTINGS) {
            queue = [];
            wrong.clear();
            again.clear();
          }
          const [failed] = wrong;
          if (failed !== undefined && (queue.length === 0 || answers - failed[1] >= AGAIN_AFTER))
            return failed[0];
          watch?.({ learner, catalogue, at: EPOCH + at, goal, minutesPerDay: secondsLeft / 60 });
          if (queue.length === 0) {
            const plan = planSession(model, learner, catalogue, {
              at: EPOCH + at,
              minutes: secondsLeft / 60,
              goal,
            });
            queue = plan.items.map(({ item }) => Number(item.slice(1)));
            for (const item of plan.items) if (asksAgain || item.again) again.add(Number(item.item.slice(1)));
          }
          return queue.shift() ?? null;
        },
        learn({ word, at, correct, elapsedMs }) {
          const row = { item: wordId(word), skills: [], kind: KIND, at: EPOCH + at, correct, elapsedMs };
          learner = observe(model, learner, row);
          lastAt = at;
          answers += 1;
          wrong.delete(word);
          if (correct) again.delete(word);
          else if (again.has(word)) wrong.set(word, answers);
        },
      };
    },
  };
}

function wordId(word: number): string {
  return `w${word}`;
}

function courseOf(words: number, wordsPerLesson: number): Catalogue {
  const items = Array.from({ length: words }, (_, word) => ({ id: wordId(word), skills: [], kind: KIND }));
  const lessons = Array.from({ length: Math.ceil(words / wordsPerLesson) }, (_, lesson) => ({
    id: `l${lesson}`,
    category: CATEGORIES[lesson % CATEGORIES.length] ?? "greetings",
    difficulty: "beginner" as const,
    position: lesson,
    prerequisites: [],
    minutes: 5,
    items: items.slice(lesson * wordsPerLesson, (lesson + 1) * wordsPerLesson).map(({ id }) => id),
  }));
  return { lessons, items };
}
