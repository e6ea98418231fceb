import { loggableError, toDomainError } from "../../shared/classify-error.ts";
import type { Deps } from "../../shared/deps.ts";
import { type Background, keepWorking } from "../../shared/keep-working.ts";
import { creditLearner } from "./credit-learner.ts";
import { findDueRuling, finishRound, listLearnersOf, noteProgress } from "./rulings.queries.ts";

const LOOK_EVERY_MS = 5_000;
const LEARNERS_AT_ONCE = 50;
/**
 * An answer that was graded just before the ruling can be stored just after the first round passed its learner; no
 * request lives longer than this.
 */
const SECOND_ROUND_AFTER_MS = 20_000;

/** Credits the next learners of a ruling that waits. `false` when none does. */
async function creditSome(deps: Deps): Promise<boolean> {
  const ruling = await findDueRuling(deps.db, deps.now());
  if (ruling === null) return false;
  const { id, exerciseId, doneThrough, roundsLeft } = ruling;
  const learners = await listLearnersOf(deps.db, exerciseId, doneThrough, LEARNERS_AT_ONCE);
  for (const learnerId of learners) {
    const regraded = await creditLearner(deps, ruling, learnerId).catch((error: unknown) => {
      // What may pass is tried again; one record that cannot be folded holds up nobody else.
      if (toDomainError(error).code === "UNAVAILABLE") throw error;
      deps.log.error({ ruling: id, learnerId, error: loggableError(error) }, "not credited");
      return 0;
    });
    await noteProgress(deps.db, ruling, learnerId, regraded);
  }
  if (learners.length < LEARNERS_AT_ONCE) {
    const next = roundsLeft > 1 ? new Date(deps.now().getTime() + SECOND_ROUND_AFTER_MS) : null;
    await finishRound(deps.db, ruling, next);
  }
  return true;
}

/**
 * Carries out what authors rule, for as long as the server runs: some learners at a time, from where it stopped. Several
 * instances at once do the same work twice and change nothing by it.
 */
export function startCrediting(deps: Deps): Background {
  return keepWorking(
    LOOK_EVERY_MS,
    () => deps.whileUp(() => creditSome(deps)),
    (error) => {
      deps.log.warn({ error: loggableError(error) }, "credits wait");
    },
  );
}
