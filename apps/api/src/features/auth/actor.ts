import type { Actor } from "../../shared/actor.ts";
import type { Deps } from "../../shared/deps.ts";
import { findLiveActor } from "./auth.queries.ts";

/** Who holds this access token, or `null` when it is not valid or its session has ended. */
export async function findActor(deps: Deps, token: string): Promise<Actor | null> {
  const now = deps.now();
  const grant = await deps.tokens.readAccess(token, now);
  return grant === null ? null : findLiveActor(deps.db, grant, now);
}
