import type { AuditAction } from "@fluentfusion/contract";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import { isManagerOf, lockManagedTeam, type Tx } from "./teams.queries.ts";

/** Refuses whoever does not manage the team, as if there were none: also an admin, to whom no member has agreed. */
export async function mustManage({ deps, actor }: ActorContext, teamId: string): Promise<void> {
  if (!(await isManagerOf(deps.db, teamId, actor.userId))) throw new DomainError("NOT_FOUND");
}

interface Change<T> {
  readonly teamId: string;
  /** What is written down; `null` for what is not worth it. */
  readonly action: AuditAction | null;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
  readonly work: (tx: Tx) => Promise<T>;
}

/** Changes a team that the caller manages, one change after another. Throws NOT_FOUND. */
export async function changeTeam<T>(
  { deps, actor }: ActorContext,
  { teamId, action, detail, work }: Change<T>,
): Promise<T> {
  return deps.db.transaction(async (tx) => {
    if ((await lockManagedTeam(tx, teamId, actor.userId)) === null) throw new DomainError("NOT_FOUND");
    const result = await work(tx);
    if (action !== null) {
      const deed = { id: deps.newId(), at: deps.now(), actorId: actor.userId, subjectId: teamId };
      await recordDeed(tx, { ...deed, action, ...(detail && { detail }) });
    }
    return result;
  });
}
