import { createPrivateKey, hkdfSync, type KeyObject } from "node:crypto";

/** What stands before the 32 bytes of a private key in PKCS #8 (RFC 8410, section 7). */
const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");

/** An Ed25519 key of its own for a purpose, derived from a secret: each instance has the same one, and none is stored. */
export function ed25519Key(secretKey: string, purpose: string): KeyObject {
  const seed = Buffer.from(hkdfSync("sha256", secretKey, "fluentfusion", purpose, 32));
  const der = Buffer.concat([PKCS8_ED25519, seed]);
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}
