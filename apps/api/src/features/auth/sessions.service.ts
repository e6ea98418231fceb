import type { SessionSummary } from "@fluentfusion/contract";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import { listLiveSessions, revokeSessionOf } from "./auth.queries.ts";
import { endAccess } from "./end-access.ts";
import { DAY_MS, IDLE_DAYS } from "./grant.ts";

/** The devices that are signed in, the one last seen first. */
export async function listSessions({ deps, actor }: ActorContext): Promise<SessionSummary[]> {
  const now = deps.now();
  const seenSince = new Date(now.getTime() - IDLE_DAYS * DAY_MS);
  const rows = await listLiveSessions(deps.db, actor.userId, { now, seenSince });
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.rotatedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    userAgent: row.userAgent,
    network: row.network,
    isCurrent: row.id === actor.sessionId,
  }));
}

/** Signs one device out, at once. Throws NOT_FOUND, also for a session of someone else. */
export async function revokeMySession({ deps, actor }: ActorContext, id: string): Promise<void> {
  const at = deps.now();
  await deps.db.transaction(async (tx) => {
    if (!(await revokeSessionOf(tx, actor.userId, id, at))) throw new DomainError("NOT_FOUND");
    const deed = { id: deps.newId(), at, actorId: actor.userId, subjectId: id };
    await recordDeed(tx, { ...deed, action: "session.revoke" });
  });
}

/** Signs every device out, this one too unless it is kept, and every program: what a stranger made with a session goes with it. */
export async function logoutEverywhere(
  { deps, actor }: ActorContext,
  { keepThis }: { keepThis: boolean },
): Promise<void> {
  const at = deps.now();
  await deps.db.transaction(async (tx) => {
    const except = keepThis ? actor.sessionId : null;
    const tokens = await endAccess(tx, actor.userId, { except, at });
    const deed = { id: deps.newId(), at, actorId: actor.userId, subjectId: actor.userId };
    await recordDeed(tx, { ...deed, action: "session.revoke-all", detail: { tokens } });
  });
}
