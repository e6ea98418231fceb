import type { CreatedToken, CreateTokenInput, TokenSummary } from "@fluentfusion/contract";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import { lockAccount } from "../users/users.queries.ts";
import { countTokens, deleteToken, insertToken, listTokens, type TokenRow } from "./access-tokens.queries.ts";
import { hashToken, newAccessToken } from "./access-tokens.ts";
import { holdSession } from "./auth.queries.ts";

const DAY_MS = 86_400_000;
const TOKENS_MAX = 50;

function toSummary(row: Omit<TokenRow, "userId" | "tokenHash" | "withSecondFactor">): TokenSummary {
  return {
    id: row.id,
    name: row.name,
    scope: row.scope === "write" ? "write" : "read",
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}

/** Makes a token for a program. It is shown this once. Throws FORBIDDEN when there are too many, and UNAUTHENTICATED. */
export async function createToken(
  { deps, actor }: ActorContext,
  { name, scope, days }: CreateTokenInput,
): Promise<CreatedToken> {
  const now = deps.now();
  const token = newAccessToken();
  const expiresAt = new Date(now.getTime() + days * DAY_MS);
  const row = { id: deps.newId(), name, scope, createdAt: now, expiresAt, lastUsedAt: null };
  await deps.db.transaction(async (tx) => {
    await lockAccount(tx, actor.userId);
    const session = await holdSession(tx, actor.sessionId);
    if (session === null) throw new DomainError("UNAUTHENTICATED");
    if ((await countTokens(tx, actor.userId)) >= TOKENS_MAX) {
      throw new DomainError("FORBIDDEN", { tokensMax: TOKENS_MAX });
    }
    await insertToken(tx, {
      ...row,
      userId: actor.userId,
      tokenHash: hashToken(token),
      withSecondFactor: session.hasSecondFactor,
    });
    const detail = { scope, days };
    const deed = { id: deps.newId(), at: now, actorId: actor.userId, subjectId: row.id };
    await recordDeed(tx, { ...deed, action: "token.create", detail });
  });
  return { ...toSummary(row), token };
}

export async function listMyTokens({ deps, actor }: ActorContext): Promise<TokenSummary[]> {
  return (await listTokens(deps.db, actor.userId)).map(toSummary);
}

/** Ends a token at once. Throws NOT_FOUND, also for a token of someone else. */
export async function revokeToken({ deps, actor }: ActorContext, id: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    if (!(await deleteToken(tx, actor.userId, id))) throw new DomainError("NOT_FOUND");
    const deed = { id: deps.newId(), at: deps.now(), actorId: actor.userId, subjectId: id };
    await recordDeed(tx, { ...deed, action: "token.revoke" });
  });
}
