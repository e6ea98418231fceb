import type { AttemptReceipt, SubmitAttemptInput } from "@fluentfusion/contract";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { gradeSubmission } from "./grade-submission.ts";
import type { Results } from "./settle-answers.ts";
import { refused, type Taken } from "./taken.ts";

/**
 * Grades answers of one learner, stores them and folds them. Acknowledged only after the commit; safe to send again with
 * the same ids. One that is refused does not hold up the others. The statements do not grow with the number of answers
 * or the length of the log.
 *
 * @returns one result for each input, in order; errors are EXERCISE_NOT_FOUND, RESPONSE_MISMATCH, SITTING_NOT_FOUND,
 * ATTEMPT_CONFLICT
 */
export async function submitAttempts(
  ctx: ActorContext,
  inputs: readonly SubmitAttemptInput[],
): Promise<Taken<AttemptReceipt>[]> {
  const all = await Promise.all(
    inputs.map(async (input) => {
      try {
        return await gradeSubmission(ctx, input);
      } catch (error) {
        if (error instanceof DomainError) return error;
        throw error;
      }
    }),
  );
  const graded = all.flatMap((one) => (one instanceof DomainError ? [] : [one]));
  const results: Results =
    graded.length === 0 ? new Map() : await ctx.deps.answers.store(ctx.actor.userId, graded);
  return all.map((one) =>
    one instanceof DomainError
      ? refused(one)
      : (results.get(one) ?? refused(new DomainError("ATTEMPT_CONFLICT"))),
  );
}

/** One answer; throws what `submitAttempts` would tell of it. */
export async function submitAttempt(ctx: ActorContext, input: SubmitAttemptInput): Promise<AttemptReceipt> {
  const [result] = await submitAttempts(ctx, [input]);
  if (result?.ok !== true) throw result?.error ?? new DomainError("INTERNAL");
  return result.receipt;
}
