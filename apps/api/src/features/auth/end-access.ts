import type { Database } from "@fluentfusion/db";
import { deleteTokens } from "./access-tokens.queries.ts";
import { revokeSessions } from "./auth.queries.ts";
import { dropEmailChange } from "./email-change.queries.ts";

type Tx = Parameters<Parameters<Database["db"]["transaction"]>[0]>[0];

/**
 * Ends every way into an account but signing in: its sessions, the tokens of programs and a move to another address that
 * waits. Whoever took the account over would get in again by any of them.
 *
 * @param except a session that stays
 * @returns how many tokens there were
 */
export async function endAccess(
  tx: Tx,
  userId: string,
  { except, at }: { readonly except: string | null; readonly at: Date },
): Promise<number> {
  await revokeSessions(tx, userId, { except, at });
  await dropEmailChange(tx, userId);
  return deleteTokens(tx, userId);
}
