import type { AttemptPage, ListAttemptsInput } from "@fluentfusion/contract";
import type { ActorContext } from "../../trpc/context.ts";
import { answerLanguageOf, findPrompts } from "../lessons/answer-language.ts";
import { listAttemptRows } from "./attempts.queries.ts";

/** The learner's own answers, newest first. */
export async function listAttempts(
  { deps, actor }: ActorContext,
  { cursor, limit }: ListAttemptsInput,
): Promise<AttemptPage> {
  const page = cursor === undefined ? { limit: limit + 1 } : { before: cursor, limit: limit + 1 };
  const rows = await listAttemptRows(deps.db, actor.userId, page);
  const shown = rows.slice(0, limit);
  const prompts = await findPrompts(deps, shown);
  return {
    items: shown.map((row, place) => ({
      ...row,
      answerLanguage: answerLanguageOf(prompts[place] ?? null),
      answeredAt: row.answeredAt.toISOString(),
      receivedAt: row.receivedAt.toISOString(),
    })),
    nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}
