import type { Database } from "@fluentfusion/db";
import type { Deps } from "../../shared/deps.ts";
import { DomainError } from "../../shared/domain-error.ts";
import { lockSecondFactor, type SecondFactorRow, updateSecondFactor } from "./second-factor.queries.ts";
import { hashRecoveryCode, plainCode, totpStep } from "./totp.ts";

type Tx = Parameters<Parameters<Database["db"]["transaction"]>[0]>[0];

/** What taking this code changes; `null` when it is not good. */
function changeOf(
  deps: Deps,
  factor: SecondFactorRow,
  typed: string,
): Partial<Pick<SecondFactorRow, "lastStep" | "recoveryHashes" | "sealedSecret">> | null {
  const code = plainCode(typed);
  if (/^\d{6}$/.test(code)) {
    const secret = deps.sealer.open(factor.sealedSecret, factor.userId);
    const step = secret === null ? null : totpStep(secret, code, deps.now());
    if (secret === null || step === null || step <= factor.lastStep) return null;
    // Sealed anew, so that a previous key can go once everybody has come by.
    return { lastStep: step, sealedSecret: deps.sealer.seal(secret, factor.userId) };
  }
  const hash = hashRecoveryCode(code);
  const left = factor.recoveryHashes.filter((one) => one !== hash);
  return left.length === factor.recoveryHashes.length ? null : { recoveryHashes: left };
}

/**
 * Takes a code of an account's second factor, each once: of the app (the step before, this one or the next), or a recovery
 * code. An account without one takes none.
 *
 * Call `deps.signInLimits.beforeCode` first: six digits are few.
 *
 * @throws DomainError TOTP_WRONG
 */
export async function takeCode(deps: Deps, tx: Tx, userId: string, code: string): Promise<SecondFactorRow> {
  const factor = await lockSecondFactor(tx, userId);
  const change = factor === null ? null : changeOf(deps, factor, code);
  if (factor === null || change === null) throw new DomainError("TOTP_WRONG");
  await updateSecondFactor(tx, userId, change);
  return { ...factor, ...change };
}
