import postgres from "postgres";

/** What a server should know of a database before it promises anything on it. */
export interface DatabaseFacts {
  /** 150_020 is 15.20. */
  readonly version: number;
  readonly fsync: boolean;
  readonly fullPageWrites: boolean;
  /** `on`, `off`, `local`, `remote_write` or `remote_apply`, as this role has it. */
  readonly synchronousCommit: string;
  /** Whether the role may do anything, whatever it was granted. */
  readonly isSuperuser: boolean;
}

/**
 * Reads them over a connection of its own.
 *
 * @throws when the database does not answer within five seconds, or does not let this role in
 */
export async function readFacts(url: string): Promise<DatabaseFacts> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    const [facts] = await sql<[DatabaseFacts]>`
      select current_setting('server_version_num')::int as version,
             current_setting('fsync')::bool as fsync,
             current_setting('full_page_writes')::bool as "fullPageWrites",
             current_setting('synchronous_commit') as "synchronousCommit",
             (select rolsuper from pg_roles where rolname = current_user) as "isSuperuser"`;
    return facts;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
