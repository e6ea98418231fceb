import { type Database, schema } from "@fluentfusion/db";
import { and, desc, eq, gt, isNull, lt, ne, type SQL, sql } from "drizzle-orm";
import type { Actor } from "../../shared/actor.ts";
import { type Deed, deedOf } from "../audit/audit.queries.ts";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { sessions, users } = schema;

export type UserRow = typeof users.$inferSelect;
export type SessionRow = typeof sessions.$inferSelect;

function prepareLiveActor(db: Db) {
  return db
    .select({
      userId: users.id,
      sessionId: sessions.id,
      scope: sql<"session">`'session'`,
      confirmedGeneration: sessions.confirmedGeneration,
      expiresAt: sessions.expiresAt,
      hasSecondFactor: sql<boolean>`${sessions.secondFactorAt} is not null`,
      role: users.role,
      userType: users.userType,
      targetLanguage: users.targetLanguage,
      nativeLanguage: users.nativeLanguage,
      timeZone: users.timeZone,
      joinedAt: users.joinedAt,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.id, sql.placeholder("sessionId")),
        eq(sessions.userId, sql.placeholder("userId")),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, sql.placeholder("now")),
        isNull(users.disabledAt),
      ),
    )
    .prepare("live_actor");
}

/** Whoever's token is not remembered is looked up: the text of that statement is made once. */
const liveActors = new WeakMap<Db, ReturnType<typeof prepareLiveActor>>();

/** The account of a live session, or `null`: one read by two primary keys. */
export async function findLiveActor(
  db: Db,
  { userId, sessionId }: { userId: string; sessionId: string },
  now: Date,
): Promise<(Actor & { confirmedGeneration: number; expiresAt: Date }) | null> {
  let statement = liveActors.get(db);
  if (statement === undefined) liveActors.set(db, (statement = prepareLiveActor(db)));
  const [found] = await statement.execute({ userId, sessionId, now: now.toISOString() });
  return found ?? null;
}

export async function findUserByEmail(db: Db, email: string): Promise<UserRow | null> {
  const rows = await db.select().from(users).where(eq(users.email, email));
  return rows[0] ?? null;
}

/** Which of the two is taken, so that both can be said at once. */
export async function findTaken(
  db: Db | Tx,
  wanted: { email: string; username: string },
): Promise<{ email: boolean; username: boolean }> {
  const [row] = await db.execute<{ email: boolean; username: boolean }>(sql`
    select exists (select from ${users} where ${users.email} = ${wanted.email}) as email,
           exists (select from ${users} where lower(${users.username}) = lower(${wanted.username})) as username`);
  return row ?? { email: false, username: false };
}

/** `null` when e-mail or name were taken meanwhile. */
export async function insertUser(tx: Tx, row: typeof users.$inferInsert): Promise<UserRow | null> {
  const rows = await tx.insert(users).values(row).onConflictDoNothing().returning();
  return rows[0] ?? null;
}

export async function insertSession(tx: Tx, row: typeof sessions.$inferInsert): Promise<void> {
  await tx.insert(sessions).values(row);
}

/** Whose session it is; `null` when it has ended. */
export async function findHolder(db: Db, sessionId: string): Promise<string | null> {
  const [row] = await db
    .select({ userId: sessions.userId })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)));
  return row?.userId ?? null;
}

/** Under the session's row lock, so that two refreshes at once see each other. */
export async function lockSession(tx: Tx, id: string): Promise<SessionRow | null> {
  const rows = await tx.select().from(sessions).where(eq(sessions.id, id)).for("update");
  return rows[0] ?? null;
}

export async function advanceSession(
  tx: Tx,
  id: string,
  renewal: Pick<SessionRow, "generation" | "rotatedAt" | "network">,
): Promise<void> {
  await tx.update(sessions).set(renewal).where(eq(sessions.id, id));
}

/** The tokens of this generation have reached their owner. */
export async function confirmGeneration(
  db: Db,
  { sessionId, generation }: { sessionId: string; generation: number },
): Promise<void> {
  await db
    .update(sessions)
    .set({ confirmedGeneration: generation })
    .where(and(eq(sessions.id, sessionId), lt(sessions.confirmedGeneration, generation)));
}

/** Whose session it was; `null` when it had ended before. */
export async function revokeSession(tx: Tx, id: string, at: Date): Promise<string | null> {
  const [ended] = await tx
    .update(sessions)
    .set({ revokedAt: at })
    .where(and(eq(sessions.id, id), isNull(sessions.revokedAt)))
    .returning({ userId: sessions.userId });
  return ended?.userId ?? null;
}

/** More than anybody has devices; a list of one's own shows as many. */
const SESSIONS_MAX = 100;

/** Sessions of an account that give way to a new one: those that have ended first, then those seen longest ago. */
const surplusOf = (userId: string) => sql`delete from ${sessions} where ${sessions.id} in (
  select ${sql.identifier("id")} from ${sessions} where ${eq(sessions.userId, userId)}
  order by ${sql.identifier("revoked_at")} is null desc, ${sql.identifier("rotated_at")} desc offset ${SESSIONS_MAX - 1})
  and exists (select from seen)`;

const list = (parts: readonly SQL[]) => sql.join([...parts], sql`, `);

/**
 * Opens a session in the place of what is too many, and says when its owner was here, in one statement: in a storm of logins each
 * costs hardly more than its password. `false`, and nothing is done, when the account has another password by now than the one that was tried: whoever
 * sets a new one ends every session, and one that began meanwhile would stay.
 *
 * @param login `verifiedHash`: of the password that was tried; `passwordHash`: a stronger one of the same password, or `null`
 */
export async function recordLogin(
  db: Db | Tx,
  login: {
    readonly session: typeof sessions.$inferInsert;
    readonly verifiedHash: string | null;
    readonly passwordHash: string | null;
    readonly deed: Deed;
  },
): Promise<boolean> {
  const { session, verifiedHash, passwordHash, deed } = login;
  const isStill = sql`${users.passwordHash} is not distinct from ${verifiedHash}`;
  const seen = db
    .update(users)
    .set(passwordHash === null ? { lastLoginAt: deed.at } : { lastLoginAt: deed.at, passwordHash })
    .where(and(eq(users.id, session.userId), isStill))
    .returning({ id: users.id });
  const columns = Object.entries(session).map(([name, value]) => {
    const column = sessions[name as keyof typeof session];
    return {
      name: sql.identifier(column.name),
      value: sql`${sql.param(value, column)}::${sql.raw(column.getSQLType())}`,
    };
  });
  const opened = sql`insert into ${sessions} (${list(columns.map(({ name }) => sql`${name}`))})
    select ${list(columns.map(({ value }) => value))} from seen returning ${sql.identifier("id")}`;
  const written = await db.execute(
    sql`with seen as ${seen}, opened as (${opened}), gone as (${surplusOf(session.userId)}) ${deedOf(deed, sql`opened`)} returning ${sql.identifier("id")}`,
  );
  return written.length === 1;
}

/**
 * Whether a session is still good, and will be until this transaction ends: whoever ends it waits. For what outlasts the
 * session, which would else be left behind by a call that came in just before.
 *
 * @returns whether it has shown a code of the second factor; `null` when it has ended
 */
export async function holdSession(tx: Tx, id: string): Promise<{ hasSecondFactor: boolean } | null> {
  const [held] = await tx
    .select({ hasSecondFactor: sql<boolean>`${sessions.secondFactorAt} is not null` })
    .from(sessions)
    .where(and(eq(sessions.id, id), isNull(sessions.revokedAt)))
    .for("share");
  return held ?? null;
}

export async function findUserById(db: Db | Tx, id: string): Promise<UserRow | null> {
  const rows = await db.select().from(users).where(eq(users.id, id));
  return rows[0] ?? null;
}

/** Sessions that could still be used, the last seen first. */
export async function listLiveSessions(
  db: Db,
  userId: string,
  { now, seenSince }: { now: Date; seenSince: Date },
): Promise<SessionRow[]> {
  return db
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, userId),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, now),
        gt(sessions.rotatedAt, seenSince),
      ),
    )
    .orderBy(desc(sessions.rotatedAt))
    .limit(SESSIONS_MAX);
}

/** Whether this account had such a live session. */
export async function revokeSessionOf(tx: Tx, userId: string, id: string, at: Date): Promise<boolean> {
  const ended = await tx
    .update(sessions)
    .set({ revokedAt: at })
    .where(and(eq(sessions.id, id), eq(sessions.userId, userId), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id });
  return ended.length === 1;
}

export async function revokeSessions(
  tx: Tx,
  userId: string,
  { except, at }: { except: string | null; at: Date },
): Promise<void> {
  const others = except === null ? undefined : ne(sessions.id, except);
  await tx
    .update(sessions)
    .set({ revokedAt: at })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), others));
}

/** Gives a guest what makes an account. `null` when there is no such guest any more. */
export async function claimUser(
  tx: Tx,
  id: string,
  given: { username: string; email: string; passwordHash: string },
): Promise<UserRow | null> {
  const rows = await tx
    .update(users)
    .set(given)
    .where(and(eq(users.id, id), isNull(users.email)))
    .returning();
  return rows[0] ?? null;
}

/** `false` when the password is another by now. */
export async function replacePassword(tx: Tx, user: UserRow, passwordHash: string): Promise<boolean> {
  const isStill =
    user.passwordHash === null ? isNull(users.passwordHash) : eq(users.passwordHash, user.passwordHash);
  const changed = await tx
    .update(users)
    .set({ passwordHash })
    .where(and(eq(users.id, user.id), isStill))
    .returning({ id: users.id });
  return changed.length === 1;
}

/** From now on links of older mails are no longer good. */
export async function noteResetMail(db: Db, id: string, resetMailId: string): Promise<void> {
  await db.update(users).set({ resetMailId }).where(eq(users.id, id));
}

/** Keeps the first time, and writes `deed` down with that one alone. */
export async function confirmEmail(db: Db, user: UserRow, deed: Deed): Promise<void> {
  const confirmed = db
    .update(users)
    .set({ emailVerifiedAt: deed.at })
    .where(and(eq(users.id, user.id), isNull(users.emailVerifiedAt)))
    .returning({ id: users.id });
  await db.execute(sql`with confirmed as ${confirmed} ${deedOf(deed, sql`confirmed`)}`);
}
