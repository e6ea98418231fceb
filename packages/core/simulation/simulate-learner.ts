import { ActR } from "./act-r.ts";
import { Exposures } from "./exposures.ts";
import { HalfLife } from "./half-life.ts";
import { Multiscale, SlowMultiscale } from "./multiscale.ts";
import type { Answer, NamedPolicy } from "./policies/practice-policy.ts";
import { normalIn, randomOf } from "./random.ts";
import { Stability } from "./stability.ts";
import { ThreeStates } from "./three-states.ts";
import { DAY, type Truth } from "./truth.ts";
import { Windows } from "./windows.ts";

const TRUTHS = {
  A: ActR,
  B: Multiscale,
  C: Stability,
  D: Windows,
  E: HalfLife,
  F: Exposures,
  G: ThreeStates,
  H: SlowMultiscale,
} as const;
export type TruthName = keyof typeof TRUTHS;

/** The engine's constants were set on learners of these (those of `ask-again.ts` on A to F); the others are for seeing what they are worth elsewhere. */
export const TRUTH_NAMES: readonly TruthName[] = ["A", "B"];

export function isTruthName(name: string): name is TruthName {
  return Object.hasOwn(TRUTHS, name);
}

const WORDS = 600;
const WORDS_PER_LESSON = 10;

export interface Life {
  readonly truth: TruthName;
  readonly days: number;
  /** The same learner, with the same days missed, under every policy. */
  readonly learner: number;
  readonly seed: number;
}

export interface Outcome {
  /** Sum of the probabilities of recall over all words, a day after the last. */
  readonly recalled: number;
  readonly recall: (word: number) => number;
  readonly hours: number;
  readonly answers: readonly Answer[];
}

/** Minutes of the day at which the learner practises. */
const HOUR = 3_600;

/** One learner's days under a policy. A sitting ends when its minutes are over: an answer that is not finished then is lost. */
export function simulateLearner(life: Life, policy: NamedPolicy): Outcome {
  const keys = [life.truth.charCodeAt(0), life.seed, life.learner] as const;
  const character = randomOf(...keys, 1);
  const memory: Truth = new TRUTHS[life.truth](randomOf(...keys, 2));
  const chance = randomOf(...keys, 3);
  const minutes = normalIn(character, 15, 5, [6, 30]);
  const missed = normalIn(character, 0.2, 0.12, [0, 0.5]);
  const pace = normalIn(character, 1, 0.2, [0.6, 1.6]);
  const endsAt = life.days * DAY;
  const practice = policy.begin({
    words: WORDS,
    wordsPerLesson: WORDS_PER_LESSON,
    endsAt,
    random: randomOf(...keys, 4),
  });
  const answers: Answer[] = [];
  const met = new Set<number>();
  let hours = 0;
  for (let day = 0; day < life.days; day += 1) {
    const isMissed = character() < missed;
    const start = day * DAY + (character() - 0.5) * 3 * HOUR * (day === 0 ? 0 : 1);
    if (isMissed) continue;
    hours += minutes / 60;
    let used = 0;
    for (;;) {
      const word = practice.next(start + used, minutes * 60 - used);
      if (word === null) break;
      const at = start + used;
      const recall = memory.recall(word, at);
      const correct = chance() < recall;
      const thinking = correct ? 2 + 4 * (1 - recall) + chance() : 3 + 2 * chance();
      const seconds = pace * (thinking + (correct ? 1.5 : 5));
      if (used + seconds > minutes * 60) break;
      used += seconds;
      memory.practise(word, at, correct);
      const answer = {
        word,
        at: start + used,
        correct,
        elapsedMs: 1_000 * pace * thinking,
        isNew: !met.has(word),
      };
      met.add(word);
      answers.push(answer);
      practice.learn(answer);
    }
  }
  const recall = (word: number): number => memory.recall(word, endsAt);
  let recalled = 0;
  for (let word = 0; word < WORDS; word += 1) recalled += recall(word);
  return { recalled, recall, hours, answers };
}
