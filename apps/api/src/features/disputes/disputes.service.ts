import type { Dispute, DisputePage, ExerciseResponse, OpenDisputeInput } from "@fluentfusion/contract";
import { type ExercisePrompt, LIMITS, normaliseAnswer } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { answerLanguageOf, findPrompts } from "../lessons/answer-language.ts";
import { questionParts } from "../lessons/question-parts.ts";
import { lockAccount } from "../users/users.queries.ts";
import {
  countUndecided,
  findOwnAttempt,
  insertDisputeOnce,
  listOwnDisputes,
  type OwnDispute,
} from "./disputes.queries.ts";

function toDispute(row: OwnDispute, prompt: ExercisePrompt | null): Dispute {
  const { id, attemptId, exerciseId, answer, reason, openedAt, decision, decidedAt } = row;
  return {
    id,
    attemptId,
    exerciseId,
    questionParts: prompt === null ? [] : questionParts(prompt),
    answer,
    answerLanguage: answerLanguageOf(prompt),
    reason,
    openedAt: openedAt.toISOString(),
    state: decision ?? "open",
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}

/** What somebody wrote or put together; `null` where they picked, paired or passed. */
function writtenAnswer(response: ExerciseResponse): string | null {
  if ("text" in response) return response.text;
  return "tokens" in response ? response.tokens.join(" ") : null;
}

/**
 * Opens a dispute over a wrong answer in the learner's own words. A repeat, and a second dispute over the same answer,
 * return the first. Throws ATTEMPT_NOT_FOUND, DISPUTE_UNFIT, LIMIT_REACHED.
 */
export async function openDispute({ deps, actor }: ActorContext, input: OpenDisputeInput): Promise<Dispute> {
  const { id, attemptId, reason } = input;
  const attempt = await findOwnAttempt(deps.db, actor.userId, attemptId);
  if (attempt === null) throw new DomainError("ATTEMPT_NOT_FOUND");
  const found = await deps.catalogue.exercise(attempt.exerciseId, attempt.revision);
  const prompt = found?.exercise.prompt;
  const answer = writtenAnswer(attempt.response);
  if (
    answer === null ||
    prompt === undefined ||
    !("answerLanguage" in prompt) ||
    attempt.outcome !== "wrong"
  ) {
    throw new DomainError("DISPUTE_UNFIT");
  }
  const normal = normaliseAnswer(answer, prompt.answerLanguage);
  if (normal === "") throw new DomainError("DISPUTE_UNFIT");
  const { exerciseId, revision } = attempt;
  const learnerId = actor.userId;
  const row = { learnerId, id, attemptId, exerciseId, revision, answer, normal, reason };
  const stored = await deps.db.transaction(async (tx) => {
    await lockAccount(tx, learnerId);
    const find = async () => (await listOwnDisputes(tx, learnerId, { attemptId, limit: 1 }))[0];
    const repeat = await find();
    if (repeat !== undefined) return repeat;
    if ((await countUndecided(tx, learnerId)) >= LIMITS.disputesMax)
      throw new DomainError("LIMIT_REACHED", { max: LIMITS.disputesMax });
    await insertDisputeOnce(tx, { ...row, openedAt: deps.now() });
    return find();
  });
  // The id was used for a dispute over another answer.
  if (stored === undefined) throw new DomainError("ATTEMPT_CONFLICT");
  return toDispute(stored, prompt);
}

export async function listMyDisputes(
  { deps, actor }: ActorContext,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<DisputePage> {
  const page = cursor === undefined ? {} : { before: cursor };
  const rows = await listOwnDisputes(deps.db, actor.userId, { ...page, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const prompts = await findPrompts(deps, shown);
  return {
    items: shown.map((row, place) => toDispute(row, prompts[place] ?? null)),
    nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}
