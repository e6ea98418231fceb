import postgres from "postgres";

/** Runs one statement over a connection of its own. */
export async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** A value that no two starts of a server share. */
export async function serverStart(url: string): Promise<unknown> {
  return (await query(url, "select pg_postmaster_start_time()::text as start"))[0]?.["start"];
}
