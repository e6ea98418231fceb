import { sql } from "drizzle-orm";
import type { Database } from "./connect.ts";

/**
 * For how many seconds the oldest transaction that has written, of anybody on the server, has been seen open: it holds its locks, and
 * what it has written nobody sees. Told by the number of the transaction, since when it began is told to no role but its
 * own; so what is open at the first look counts from there, and how fine it is depends on how often it is asked.
 */
export function watchOldestWrite(
  db: Database["db"],
  now: () => number = () => performance.now(),
): () => Promise<number> {
  let seen: { readonly id: string; readonly at: number } | null = null;
  return async () => {
    // Each that has written holds its own number.
    const [row] = await db.execute<{ id: string }>(sql`
      select transactionid::text as id from pg_locks
      where locktype = 'transactionid' and mode = 'ExclusiveLock' and granted
      order by age(transactionid) desc limit 1`);
    if (row === undefined) {
      seen = null;
      return 0;
    }
    if (seen?.id !== row.id) seen = { id: row.id, at: now() };
    return (now() - seen.at) / 1000;
  };
}
