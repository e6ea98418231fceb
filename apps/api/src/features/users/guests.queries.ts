import { type Database, schema } from "@fluentfusion/db";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { IDLE_DAYS } from "../auth/grant.ts";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { attempts, personalAccessTokens, sessions, teamMembers, users } = schema;

/** For how long nobody may have been able to be them. */
export interface Since {
  readonly now: Date;
  readonly emptyDays: number;
  /** Of guests who have answered something. */
  readonly learnedDays: number;
}

/**
 * Whether the last session that somebody could have renewed had ended so many days ago, and every token of a program. By the clock that is
 * behind, the server's or the database's: what one that has leapt ahead takes away never comes back.
 */
function isNobodyFor(days: number, now: Date): SQL {
  const at = sql`least(${now.toISOString()}::timestamptz, now()) - make_interval(days => ${days}::int)`;
  return sql`(${users.joinedAt} < ${at}
    and not exists (select from ${sessions} where ${sessions.userId} = ${users.id}
      and least(${sessions.revokedAt}, ${sessions.expiresAt}, ${sessions.rotatedAt} + make_interval(days => ${IDLE_DAYS})) >= ${at})
    and not exists (select from ${personalAccessTokens} where ${personalAccessTokens.userId} = ${users.id}
      and ${personalAccessTokens.expiresAt} >= ${at}))`;
}

const hasAnswered = sql`exists (select from ${attempts} where ${attempts.learnerId} = ${users.id})`;

/**
 * Guests whom nobody can be any more. Whoever has an address or a password can come back; staff and members of a team are others' business, and on
 * whom somebody has put a stop that is kept.
 */
function isLost({ now, emptyDays, learnedDays }: Since): SQL {
  return sql`(${users.email} is null and ${users.passwordHash} is null
    and ${users.role} = 'learner' and ${users.disabledAt} is null
    and ${isNobodyFor(emptyDays, now)}
    and (${isNobodyFor(learnedDays, now)} or not ${hasAnswered})
    and not exists (select from ${teamMembers} where ${teamMembers.userId} = ${users.id} and ${teamMembers.leftAt} is null))`;
}

export interface GuestPage {
  /** Those of the page whom nobody can be any more. */
  readonly lost: readonly string[];
  /** Where the next page begins; `null` after the last one. */
  readonly next: string | null;
}

interface Page {
  readonly after: string;
  readonly limit: number;
  readonly since: Since;
}

/** The next so many guests by id, so that each page costs the same however many guests there are. */
export const guestPage = ({ after, limit, since }: Page): SQL => sql`
  with guest_page as materialized (
    select * from ${users}
    where ${users.email} is null and ${users.id} > ${after}::uuid order by ${users.id} limit ${limit})
  select ${users.id}, ${isLost(since)} as lost from guest_page as ${users} order by ${users.id}`;

export async function readGuestPage(db: Db, page: Page): Promise<GuestPage> {
  const rows = await db.execute<{ id: string; lost: boolean }>(guestPage(page));
  return {
    lost: rows.flatMap(({ id, lost }) => (lost ? [id] : [])),
    next: rows.length < page.limit ? null : (rows.at(-1)?.id ?? null),
  };
}

/** Whether it is so still, and will be until this transaction ends; then also whether they have answered. Whom another call has in hand is let be. */
export async function holdLostGuest(
  tx: Tx,
  id: string,
  since: Since,
): Promise<{ readonly hasAnswered: boolean } | null> {
  const [row] = await tx
    .select({ hasAnswered: sql<boolean>`${hasAnswered}` })
    .from(users)
    .where(and(eq(users.id, id), isLost(since)))
    .for("update", { skipLocked: true });
  return row ?? null;
}
