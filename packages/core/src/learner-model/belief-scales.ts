/**
 * How far the learners of a log differ beside their ability, by kind of belief: a belief is of standard size in a learner's
 * state, whatever the log, and counts this many times in the rating. 0 is a kind that says nothing.
 */
export interface BeliefScales {
  readonly priorKnowledge: number;
  readonly skill: number;
  readonly item: number;
  /** Of what items measure beside plain ability: their loadings' distance from (1, 0, 0). */
  readonly loadings: number;
}

/** Of a log that says nothing against it. */
export const USUAL_SCALES: BeliefScales = { priorKnowledge: 1, skill: 1, item: 1, loadings: 1 };
