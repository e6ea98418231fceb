import { createHash, randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";

const STEP_SECONDS = 30;
/** 160 bits, as RFC 4226 recommends and every app takes. */
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
/** 120 bits, which fill groups of four: OWASP ASVS 5.0 (6.5.2) wants 112 under a quick hash. Older codes have 80. */
const RECOVERY_BYTES = 15;

const totpOf = (secret: string, label: string) =>
  new TOTP({ issuer: "FluentFusion", label, secret: Secret.fromBase32(secret), period: STEP_SECONDS });

/** In base32, as apps take it. */
export function newTotpSecret(): string {
  return Secret.fromHex(randomBytes(SECRET_BYTES).toString("hex")).base32;
}

/** What a QR code says to an authenticator app. */
export function totpUri(secret: string, label: string): string {
  return totpOf(secret, label).toString();
}

/**
 * The time step that a code belongs to: this one, or one on either side for a clock that is off; `null` when it is of
 * none of them.
 */
export function totpStep(secret: string, code: string, now: Date): number | null {
  const delta = totpOf(secret, "").validate({ token: code, timestamp: now.getTime(), window: 1 });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / STEP_SECONDS) + delta;
}

/** As it is compared: without what people put between the groups, in any case. */
export function plainCode(typed: string): string {
  return typed.replaceAll(/[\s-]/g, "").toUpperCase();
}

/** In groups that can be read aloud. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const letters = Secret.fromHex(randomBytes(RECOVERY_BYTES).toString("hex")).base32;
    return letters.replaceAll(/(.{4})(?=.)/g, "$1-");
  });
}

export function hashRecoveryCode(code: string): string {
  return createHash("sha256").update(plainCode(code)).digest("base64url");
}
