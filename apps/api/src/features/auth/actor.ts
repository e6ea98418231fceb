import type { Actor } from "../../shared/actor.ts";
import type { Deps } from "../../shared/deps.ts";
import { confirmGeneration, findLiveActor } from "./auth.queries.ts";
import { findTokenActor, noteTokenUse } from "./access-tokens.queries.ts";
import { hashToken, isAccessToken } from "./access-tokens.ts";

const NOTE_USE_EVERY_MS = 60_000;

/** Who holds this token, or `null` when it is not valid or its session has ended. */
export async function findActor(deps: Deps, token: string): Promise<Actor | null> {
  const now = deps.now();
  if (isAccessToken(token)) {
    const found = await findTokenActor(deps.db, hashToken(token), now);
    if (found === null) return null;
    const { lastUsedAt, ...actor } = found;
    const isStale = lastUsedAt === null || now.getTime() - lastUsedAt.getTime() > NOTE_USE_EVERY_MS;
    if (isStale) await noteTokenUse(deps.db, actor.sessionId, now);
    return actor;
  }
  const grant = await deps.tokens.readAccess(token, now);
  if (grant === null) return null;
  const found = await findLiveActor(deps.db, grant, now);
  if (found === null) return null;
  const { confirmedGeneration, ...actor } = found;
  // Once for each renewal: from now on it is known that the newest tokens have reached their owner.
  if (grant.generation > confirmedGeneration) await confirmGeneration(deps.db, grant);
  return actor;
}
