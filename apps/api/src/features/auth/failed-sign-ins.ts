import { networkOf } from "../../limits/address-key.ts";
import { failedSignIns } from "../../metrics/counters.ts";
import type { Caller } from "../../shared/caller.ts";
import type { Deps } from "../../shared/deps.ts";
import { DomainError } from "../../shared/domain-error.ts";

/** The rest is no failure: who is asked for a code has shown a password, and a server without time has looked at nothing. */
const FAILURES = new Set<DomainError["code"]>(["CREDENTIALS_WRONG", "TOTP_WRONG", "RATE_LIMITED"]);

/**
 * Counts a sign-in that failed and writes it down: why, which account, and from which network. The account goes by a name that
 * is the same each time and that nobody without `SECRET_KEY` can tell an e-mail from, whether there is such an account or not.
 */
export function noteFailedSignIn(deps: Deps, email: string, caller: Caller, error: unknown): void {
  if (!(error instanceof DomainError) || !FAILURES.has(error.code)) return;
  failedSignIns.inc({ reason: error.code });
  const account = deps.pseudonym(email.trim().toLowerCase());
  const { requestId, address } = caller;
  deps.log.info(
    { reqId: requestId, reason: error.code, account, network: networkOf(address) },
    "sign-in failed",
  );
}
