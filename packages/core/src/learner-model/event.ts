/** What is about to be asked of a learner. */
export interface Query {
  readonly item: string;
  /** May be empty. */
  readonly skills: readonly string[];
  /** Kind of exercise, e.g. `recall` or `choice`; any text. */
  readonly kind: string;
  /** Epoch seconds, or null where a log has only order. */
  readonly at: number | null;
}

/** One row of a learner's history: a query with what came of it. */
export interface Observation extends Query {
  /** null for rows that ask nothing (`kind=study`): history, never scored. */
  readonly correct: boolean | null;
  readonly elapsedMs: number | null;
}

/** A row of a log of many learners. */
export interface LearnerEvent extends Observation {
  readonly learner: string;
}
