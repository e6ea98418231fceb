import type {
  AuditCheck,
  AuditInput,
  AuditPage,
  ListUsersInput,
  ManagedUser,
  SetRoleInput,
  UserPage,
} from "@fluentfusion/contract";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import type { UserRow } from "../auth/auth.queries.ts";
import { endAccess } from "../auth/end-access.ts";
import { deleteSecondFactor } from "../auth/second-factor.queries.ts";
import { orderMail } from "../mail/mail.queries.ts";
import { checkChain, findAudit, findUsers, lockAdmins, lockUser, updateRole } from "./admin.queries.ts";

export function toManagedUser(row: UserRow): ManagedUser {
  return {
    id: row.id,
    username: row.username,
    email: row.email ?? "",
    role: row.role,
    joinedAt: row.joinedAt.toISOString(),
    lastLoginAt: row.lastLoginAt?.toISOString() ?? null,
    isDisabled: row.disabledAt !== null,
  };
}

/** The rows of a page, and where the next one begins. */
function pageOf<T extends { id: string }>(rows: readonly T[], limit: number) {
  const page = rows.slice(0, limit);
  return { page, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

export async function listUsers({ deps }: ActorContext, input: ListUsersInput): Promise<UserPage> {
  const { page, nextCursor } = pageOf(await findUsers(deps.db, input), input.limit);
  return { users: page.map(toManagedUser), nextCursor };
}

/** Holds from the next call of that person on. Throws NOT_FOUND, and FORBIDDEN when nobody would be left as admin. */
export async function setRole({ deps, actor }: ActorContext, input: SetRoleInput): Promise<ManagedUser> {
  return deps.db.transaction(async (tx) => {
    const admins = await lockAdmins(tx);
    // Demoted while this call waited.
    if (!admins.includes(actor.userId)) throw new DomainError("FORBIDDEN");
    const user = await lockUser(tx, input.userId);
    if (user === null) throw new DomainError("NOT_FOUND");
    if (input.role !== "admin" && admins.length === 1 && admins[0] === user.id) {
      throw new DomainError("FORBIDDEN", { reason: "last_admin" });
    }
    await updateRole(tx, user.id, input.role);
    const deed = { id: deps.newId(), at: deps.now(), actorId: actor.userId, subjectId: user.id };
    await recordDeed(tx, { ...deed, action: "role.set", detail: { from: user.role, to: input.role } });
    return toManagedUser({ ...user, role: input.role });
  });
}

/** Signs a person out everywhere, and their programs with them. Throws NOT_FOUND. */
export async function endSessions({ deps, actor }: ActorContext, userId: string): Promise<void> {
  const at = deps.now();
  await deps.db.transaction(async (tx) => {
    if ((await lockUser(tx, userId)) === null) throw new DomainError("NOT_FOUND");
    const tokens = await endAccess(tx, userId, { except: null, at });
    const deed = { id: deps.newId(), at, actorId: actor.userId, subjectId: userId };
    await recordDeed(tx, { ...deed, action: "session.revoke-all", detail: { tokens } });
  });
}

/**
 * Takes the second factor off an account and says so by mail. Ends what had shown its codes, tokens of programs too: whoever has
 * talked an admin into it gets no further than the password. Throws NOT_FOUND where there is none.
 */
export async function removeSecondFactor({ deps, actor }: ActorContext, userId: string): Promise<void> {
  const at = deps.now();
  await deps.db.transaction(async (tx) => {
    if (!(await deleteSecondFactor(tx, userId))) throw new DomainError("NOT_FOUND");
    const tokens = await endAccess(tx, userId, { except: null, at });
    await orderMail(tx, { topic: "mail.second-factor-off", userId }, { id: deps.newId(), at });
    const deed = { id: deps.newId(), at, actorId: actor.userId, subjectId: userId };
    await recordDeed(tx, { ...deed, action: "second-factor.off", detail: { tokens } });
  });
  deps.mails.look();
}

/** Whether the log of deeds is what it was when it was written. */
export async function checkAudit({ deps }: ActorContext): Promise<AuditCheck> {
  return checkChain(deps.db);
}

export async function readAudit({ deps }: ActorContext, input: AuditInput): Promise<AuditPage> {
  const rows = (await findAudit(deps.db, input)).map(({ entry, ...names }) => ({ ...entry, ...names }));
  const { page, nextCursor } = pageOf(rows, input.limit);
  const entries = page.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actorId: row.actorId,
    actorName: row.actorName,
    action: row.action,
    subjectId: row.subjectId,
    subjectName: row.subjectName,
    detail: row.detail as AuditPage["entries"][number]["detail"],
  }));
  return { entries, nextCursor };
}
