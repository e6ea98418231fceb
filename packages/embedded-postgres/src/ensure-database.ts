import postgres from "postgres";

import { errorCode } from "./errors.ts";

/** Seen while a server starts or ends: to be asked again. */
const PASSING = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "57P01",
  "57P03",
]);
/** Another process has just made the database, or is doing so. */
const DUPLICATE = new Set(["42P04", "23505"]);
const UNKNOWN_DATABASE = "3D000";

/**
 * Makes the database of an address if there is none.
 *
 * @returns whether the server answers; a server that is starting or ending does not yet, or no longer
 */
export async function ensureDatabase(url: string): Promise<boolean> {
  try {
    await query(url, "select 1");
    return true;
  } catch (error) {
    const code = errorCode(error) ?? "";
    if (PASSING.has(code)) return false;
    if (code !== UNKNOWN_DATABASE) throw error;
  }
  const { pathname } = new URL(url);
  try {
    await query(new URL("/postgres", url).href, `create database "${pathname.slice(1)}"`);
    return true;
  } catch (error) {
    const code = errorCode(error) ?? "";
    if (PASSING.has(code) || DUPLICATE.has(code)) return false;
    throw error;
  }
}

async function query(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
