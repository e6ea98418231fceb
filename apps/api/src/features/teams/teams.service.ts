import type { CreateTeamInput, MyTeam, RemoveMemberInput, TeamMember } from "@fluentfusion/contract";
import { LIMITS } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import { lockAccount } from "../users/users.queries.ts";
import { revokeInvitesOf } from "./invites.queries.ts";
import { changeTeam, mustManage } from "./managed.ts";
import {
  countManagers,
  findMember,
  insertTeam,
  leave,
  listMembers,
  listMyTeams,
  saveMember,
  type Tx,
} from "./teams.queries.ts";

/** The post of whoever made the team. */
const OFFICE = "Office";

/** The version of docs/teams.md, "What you agree to". */
export const CONSENT_VERSION = 1;

type MyTeamRow = Awaited<ReturnType<typeof listMyTeams>>[number];
const toMyTeam = (row: MyTeamRow): MyTeam => ({ ...row, joinedAt: row.joinedAt.toISOString() });

/** Makes a team that the caller manages. Safe to send again. Throws LIMIT_REACHED. */
export async function createTeam(
  { deps, actor }: ActorContext,
  { id, name }: CreateTeamInput,
): Promise<MyTeam> {
  const { userId } = actor;
  return deps.db.transaction(async (tx) => {
    const at = deps.now();
    await lockAccount(tx, userId);
    const before = await listMyTeams(tx, userId);
    const repeat = before.find((team) => team.id === id);
    if (repeat !== undefined) return toMyTeam(repeat);
    if (before.length >= LIMITS.teamsMax) throw new DomainError("LIMIT_REACHED", { max: LIMITS.teamsMax });
    if (!(await insertTeam(tx, { id, name, createdAt: at }))) throw new DomainError("ATTEMPT_CONFLICT");
    const consent = { consentVersion: CONSENT_VERSION, joinedAt: at };
    await saveMember(tx, { teamId: id, userId, role: "manager", post: OFFICE, ...consent });
    const deed = { id: deps.newId(), at, actorId: userId, subjectId: id };
    await recordDeed(tx, { ...deed, action: "team.create" });
    return { id, name, role: "manager", post: OFFICE, joinedAt: at.toISOString() };
  });
}

export async function listOwnTeams({ deps, actor }: ActorContext): Promise<MyTeam[]> {
  return (await listMyTeams(deps.db, actor.userId)).map(toMyTeam);
}

/** Who is in a team: names, posts, since when. Throws NOT_FOUND to whoever does not manage it. */
export async function showMembers(ctx: ActorContext, teamId: string): Promise<TeamMember[]> {
  await mustManage(ctx, teamId);
  const rows = await listMembers(ctx.deps.db, teamId);
  return rows.map((row) => ({ ...row, joinedAt: row.joinedAt.toISOString() }));
}

/** A team is never left without a manager while it has members. The links of who goes go with them: they know what is in them. */
async function takeOut(tx: Tx, teamId: string, userId: string, at: Date): Promise<void> {
  const member = await findMember(tx, teamId, userId);
  if (member === null) throw new DomainError("NOT_FOUND");
  if (member.role === "manager" && (await countManagers(tx, teamId)) === 1) {
    throw new DomainError("FORBIDDEN", { reason: "last_manager" });
  }
  await leave(tx, teamId, userId, at);
  await revokeInvitesOf(tx, teamId, userId, at);
}

/** Throws NOT_FOUND, and FORBIDDEN for the last manager. */
export async function removeMember(
  ctx: ActorContext,
  { teamId, memberId }: RemoveMemberInput,
): Promise<void> {
  await changeTeam(ctx, {
    teamId,
    action: "team.remove-member",
    detail: { member: memberId },
    work: (tx) => takeOut(tx, teamId, memberId, ctx.deps.now()),
  });
}

/** From now on nothing of the caller's is read for the team. Throws NOT_FOUND, and FORBIDDEN to the last manager. */
export async function leaveTeam({ deps, actor }: ActorContext, teamId: string): Promise<void> {
  const at = deps.now();
  await deps.db.transaction(async (tx) => {
    await takeOut(tx, teamId, actor.userId, at);
    const deed = { id: deps.newId(), at, actorId: actor.userId, subjectId: teamId };
    await recordDeed(tx, { ...deed, action: "team.leave" });
  });
}
