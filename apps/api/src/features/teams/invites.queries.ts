import { schema } from "@fluentfusion/db";
import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { Db, Tx } from "./teams.queries.ts";

const { teamInvites, teams, users } = schema;

export type InviteRow = typeof teamInvites.$inferSelect;

/** Whoever has made it is still one who may: an admin takes the role back, and what it was good for goes with it. */
const isOfManager = sql`exists (select from ${users} where ${users.id} = ${teamInvites.userId}
  and ${users.role} in ('manager', 'admin') and ${users.disabledAt} is null)`;

const isOpen = (now: Date) =>
  and(
    isNull(teamInvites.revokedAt),
    gt(teamInvites.usesLeft, 0),
    gt(teamInvites.expiresAt, now),
    isOfManager,
  );

export async function insertInvite(tx: Tx, row: typeof teamInvites.$inferInsert): Promise<void> {
  await tx.insert(teamInvites).values(row);
}

/** Those that are still good, the newest first. */
export async function listOpenInvites(db: Db | Tx, teamId: string, now: Date): Promise<InviteRow[]> {
  return db
    .select()
    .from(teamInvites)
    .where(and(eq(teamInvites.teamId, teamId), isOpen(now)))
    .orderBy(desc(teamInvites.id));
}

/** The link with this token, if it is still good. */
export async function findOpenInvite(db: Db | Tx, tokenHash: string, now: Date) {
  const rows = await db
    .select({ invite: teamInvites, teamName: teams.name })
    .from(teamInvites)
    .innerJoin(teams, eq(teams.id, teamInvites.teamId))
    .where(and(eq(teamInvites.tokenHash, tokenHash), isOpen(now)));
  return rows[0] ?? null;
}

/** Uses a link once. `false` when somebody else had its last use, or it was revoked meanwhile. */
export async function takeUse(tx: Tx, inviteId: string, now: Date): Promise<boolean> {
  const taken = await tx
    .update(teamInvites)
    .set({ usesLeft: sql`${teamInvites.usesLeft} - 1` })
    .where(and(eq(teamInvites.id, inviteId), isOpen(now)))
    .returning({ id: teamInvites.id });
  return taken.length === 1;
}

/** All links to a team that somebody has made. */
export async function revokeInvitesOf(tx: Tx, teamId: string, userId: string, now: Date): Promise<void> {
  await tx
    .update(teamInvites)
    .set({ revokedAt: now })
    .where(
      and(eq(teamInvites.teamId, teamId), eq(teamInvites.userId, userId), isNull(teamInvites.revokedAt)),
    );
}

/** `false` where the team has no such link. */
export async function revokeInvite(tx: Tx, teamId: string, inviteId: string, now: Date): Promise<boolean> {
  const found = await tx
    .update(teamInvites)
    .set({ revokedAt: sql`coalesce(${teamInvites.revokedAt}, ${now.toISOString()}::timestamptz)` })
    .where(and(eq(teamInvites.id, inviteId), eq(teamInvites.teamId, teamId)))
    .returning({ id: teamInvites.id });
  return found.length === 1;
}
