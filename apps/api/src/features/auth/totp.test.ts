import { expect, test } from "vitest";
import { createSealer } from "../../shared/sealer.ts";
import { hashRecoveryCode, newRecoveryCodes, newTotpSecret, totpStep, totpUri } from "./totp.ts";

/** "12345678901234567890" in base32: the secret of the examples of RFC 6238, appendix B. */
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const at = (second: number) => new Date(second * 1000);

test("codes are those of RFC 6238, of one step on either side, and of no other", () => {
  expect(totpStep(SECRET, "287082", at(59))).toBe(1);
  expect(totpStep(SECRET, "081804", at(1111111109))).toBe(37_037_036);
  expect(totpStep(SECRET, "005924", at(1234567890))).toBe(41_152_263);
  expect(totpStep(SECRET, "287082", at(59 + 30))).toBe(1);
  expect(totpStep(SECRET, "287082", at(29))).toBe(1);
  expect(totpStep(SECRET, "287082", at(59 + 60))).toBeNull();
  expect(totpStep(SECRET, "287083", at(59))).toBeNull();
});

test("secrets and recovery codes are random, and apps and people can read them", () => {
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(totpUri(SECRET, "amina@example.org")).toContain(`secret=${SECRET}`);
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  const [code = ""] = codes;
  expect(code).toMatch(/^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$/);
  expect(hashRecoveryCode(code.toLowerCase().replaceAll("-", " "))).toBe(hashRecoveryCode(code));
});

test("what is sealed opens for its owner alone, also after a change of the key, and not when it was touched", () => {
  const old = createSealer({ secretKey: "one secret of some forty characters", previousSecretKey: null });
  const sealed = old.seal(SECRET, "amina");
  expect(sealed).not.toContain(SECRET);
  expect(old.open(sealed, "amina")).toBe(SECRET);
  expect(old.open(sealed, "keza")).toBeNull();
  expect(old.open(`${sealed.slice(0, -4)}AAAA`, "amina")).toBeNull();
  expect(old.open("", "amina")).toBeNull();
  const next = "another secret of some forty characters";
  const turning = createSealer({ secretKey: next, previousSecretKey: "one secret of some forty characters" });
  expect(turning.open(sealed, "amina")).toBe(SECRET);
  expect(createSealer({ secretKey: next, previousSecretKey: null }).open(sealed, "amina")).toBeNull();
});
