import { createHash } from "node:crypto";
import type { ShadowScores, Scores } from "@fluentfusion/contract";
import {
  emptyLearner,
  type LearnerEvent,
  type LearnerState,
  measure,
  type Model,
  observe,
  predict,
} from "@fluentfusion/core";

/** One learner in so many is never fitted on, by any refit: what every model is judged by. */
const ONE_IN = 5;

export function isHeldBack(learnerId: string): boolean {
  return createHash("sha256").update(`held back ${learnerId}`).digest().readUInt32LE(0) % ONE_IN === 0;
}

/** Each answer's probability from before it, as the model would have given it while it was published. */
function foretell(model: Model, events: readonly LearnerEvent[]): number[] {
  let state: LearnerState = emptyLearner();
  return events.map((event) => {
    const probability = predict(model, state, event);
    state = observe(model, state, event);
    return probability;
  });
}

const lossOf = (probability: number, correct: boolean) => -Math.log(correct ? probability : 1 - probability);

function scoresOf(probabilities: readonly number[], outcomes: readonly boolean[]): Scores {
  const { auc, logLoss, ece } = measure(probabilities, outcomes);
  return { auc, logLoss, ece };
}

/**
 * Judges two models on the logs of the same learners, none of whom either was fitted on.
 *
 * The gain's standard error is that of a ratio of sums over learners (Cochran 1977, section 2.11): answers of one learner
 * are not independent.
 *
 * @param logs whole logs in their order, one for each learner; at least one answer in all
 */
export function scoreInShadow(
  logs: readonly (readonly LearnerEvent[])[],
  candidate: Model,
  published: Model | null,
): ShadowScores {
  const outcomes: boolean[] = [];
  const byCandidate: number[] = [];
  const byPublished: number[] = [];
  const gains: { readonly answers: number; readonly sum: number }[] = [];
  for (const events of logs) {
    const ours = foretell(candidate, events);
    const theirs = published === null ? ours : foretell(published, events);
    let sum = 0;
    events.forEach(({ correct }, index) => {
      const right = correct === true;
      outcomes.push(right);
      byCandidate.push(ours[index] ?? 0.5);
      byPublished.push(theirs[index] ?? 0.5);
      sum += lossOf(theirs[index] ?? 0.5, right) - lossOf(ours[index] ?? 0.5, right);
    });
    gains.push({ answers: events.length, sum });
  }
  const answers = outcomes.length;
  const gain = gains.reduce((total, { sum }) => total + sum, 0) / answers;
  const squares = gains.reduce((total, one) => total + (one.sum - gain * one.answers) ** 2, 0);
  return {
    learners: logs.length,
    answers,
    candidate: scoresOf(byCandidate, outcomes),
    published: published === null ? null : scoresOf(byPublished, outcomes),
    gain,
    gainError: Math.sqrt(squares) / answers,
  };
}
