/** A way to choose what one learner practises; sees answers, never the truth. Words are numbers in course order. */
export interface PracticePolicy {
  /** The next word at `at` (seconds since the learner began), or null when it has nothing to offer today. */
  next(at: number, secondsLeft: number): number | null;
  learn(answer: Answer): void;
}

export interface Answer {
  readonly word: number;
  readonly at: number;
  readonly correct: boolean;
  readonly elapsedMs: number;
  readonly isNew: boolean;
}

export interface Setting {
  readonly words: number;
  readonly wordsPerLesson: number;
  /** Seconds since the learner began: when recall is measured. */
  readonly endsAt: number;
  readonly random: () => number;
}

export interface NamedPolicy {
  readonly name: string;
  /** The engine is compared with the others. */
  readonly begin: (setting: Setting) => PracticePolicy;
}
