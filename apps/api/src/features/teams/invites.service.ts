import type {
  Invite,
  InviteInput,
  InviteOffer,
  JoinTeamInput,
  MyTeam,
  NewInvite,
} from "@fluentfusion/contract";
import { LIMITS } from "@fluentfusion/core";
import type { Actor } from "../../shared/actor.ts";
import type { Deps } from "../../shared/deps.ts";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import { hashToken } from "../auth/access-tokens.ts";
import { lockAccount } from "../users/users.queries.ts";
import { newInviteToken } from "./invite-token.ts";
import {
  findOpenInvite,
  insertInvite,
  type InviteRow,
  listOpenInvites,
  revokeInvite as revokeIn,
  takeUse,
} from "./invites.queries.ts";
import { changeTeam, mustManage } from "./managed.ts";
import { CONSENT_VERSION } from "./teams.service.ts";
import { countMembers, countTeamsOf, findMember, lockTeam, saveMember } from "./teams.queries.ts";

const DAY_MS = 86_400_000;

function toInvite({ id, role, post, expiresAt, usesLeft }: InviteRow): Invite {
  return { id, role, post, usesLeft, expiresAt: expiresAt.toISOString() };
}

/** Makes a link by which people join; it is told this once. Throws NOT_FOUND, LIMIT_REACHED. */
export async function invite(ctx: ActorContext, input: InviteInput): Promise<NewInvite> {
  const { deps, actor } = ctx;
  const { teamId, role, post, days, uses } = input;
  const at = deps.now();
  const token = newInviteToken();
  const row: InviteRow = {
    id: deps.newId(),
    teamId,
    userId: actor.userId,
    tokenHash: hashToken(token),
    role,
    post,
    createdAt: at,
    expiresAt: new Date(at.getTime() + days * DAY_MS),
    usesLeft: uses,
    revokedAt: null,
  };
  await changeTeam(ctx, {
    teamId,
    action: "team.invite",
    detail: { invite: row.id, role, post, uses },
    work: async (tx) => {
      const open = await listOpenInvites(tx, teamId, at);
      if (open.length >= LIMITS.invitesMax)
        throw new DomainError("LIMIT_REACHED", { max: LIMITS.invitesMax });
      await insertInvite(tx, row);
    },
  });
  return { ...toInvite(row), token };
}

/** The links of a team that are still good. Throws NOT_FOUND. */
export async function listInvites(ctx: ActorContext, teamId: string): Promise<Invite[]> {
  await mustManage(ctx, teamId);
  return (await listOpenInvites(ctx.deps.db, teamId, ctx.deps.now())).map(toInvite);
}

/** Throws NOT_FOUND. */
export async function revokeInvite(ctx: ActorContext, teamId: string, inviteId: string): Promise<void> {
  await changeTeam(ctx, {
    teamId,
    action: "team.revoke-invite",
    detail: { invite: inviteId },
    work: async (tx) => {
      if (!(await revokeIn(tx, teamId, inviteId, ctx.deps.now()))) throw new DomainError("NOT_FOUND");
    },
  });
}

/** Whoever has a link is not yet in the team, so that it is read and used beyond the wall around a learner. */
interface Invited {
  readonly systemDeps: Deps;
  readonly actor: Actor;
}

/** What a link offers, before it is used. Throws LINK_INVALID. */
export async function lookInvite({ systemDeps: deps }: Invited, token: string): Promise<InviteOffer> {
  const found = await findOpenInvite(deps.db, hashToken(token), deps.now());
  if (found === null) throw new DomainError("LINK_INVALID");
  const { role, post, expiresAt } = found.invite;
  return {
    teamName: found.teamName,
    role,
    post,
    expiresAt: expiresAt.toISOString(),
    consentVersion: CONSENT_VERSION,
  };
}

/**
 * Joins a team, having agreed to what its managers see. Safe to send again: who is in it stays as they are.
 *
 * Throws LINK_INVALID, CONSENT_OUTDATED, LIMIT_REACHED for a full team and for who is in as many as they may, and FORBIDDEN to a learner with a link for managers.
 */
export async function joinTeam(
  { systemDeps: deps, actor }: Invited,
  { token, consentVersion }: JoinTeamInput,
): Promise<MyTeam> {
  if (consentVersion !== CONSENT_VERSION)
    throw new DomainError("CONSENT_OUTDATED", { version: CONSENT_VERSION });
  const { userId } = actor;
  return deps.db.transaction(async (tx) => {
    const at = deps.now();
    const found = await findOpenInvite(tx, hashToken(token), at);
    if (found === null) throw new DomainError("LINK_INVALID");
    const { id: inviteId, teamId, role, post } = found.invite;
    await lockAccount(tx, userId);
    // Not the invitation alone: a team has many, and each would let in one more than there is room for.
    await lockTeam(tx, teamId);
    const before = await findMember(tx, teamId, userId);
    const team = { id: teamId, name: found.teamName };
    if (before !== null) {
      return { ...team, role: before.role, post: before.post, joinedAt: before.joinedAt.toISOString() };
    }
    if (role === "manager" && actor.role !== "manager" && actor.role !== "admin") {
      throw new DomainError("FORBIDDEN", { reason: "not_a_manager" });
    }
    if ((await countTeamsOf(tx, userId)) >= LIMITS.teamsMax)
      throw new DomainError("LIMIT_REACHED", { max: LIMITS.teamsMax });
    if (!(await takeUse(tx, inviteId, at))) throw new DomainError("LINK_INVALID");
    if ((await countMembers(tx, teamId)) >= LIMITS.teamMembersMax) {
      throw new DomainError("LIMIT_REACHED", { max: LIMITS.teamMembersMax });
    }
    await saveMember(tx, { teamId, userId, role, post, consentVersion, joinedAt: at });
    const deed = { id: deps.newId(), at, actorId: userId, subjectId: teamId };
    await recordDeed(tx, { ...deed, action: "team.join", detail: { invite: inviteId, consentVersion } });
    return { ...team, role, post, joinedAt: at.toISOString() };
  });
}
