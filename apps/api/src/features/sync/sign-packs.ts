import { createHash, createPrivateKey, createPublicKey, hkdfSync, sign } from "node:crypto";
import type { Pack } from "@fluentfusion/contract";
import { canonicalJson } from "./canonical-json.ts";

/** What stands before the 32 bytes of a private key in PKCS #8 (RFC 8410, section 7). */
const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");

export interface PackSigner {
  /** Raw, in base64url, with a name for whoever keeps several. */
  readonly key: { readonly id: string; readonly publicKey: string };
  sign(id: string, revision: number, content: unknown): Pack;
}

/** Signs with an Ed25519 key of its own, derived from `SECRET_KEY`: each instance has the same one, and none is stored. */
export function createPackSigner(secretKey: string): PackSigner {
  const seed = Buffer.from(hkdfSync("sha256", secretKey, "fluentfusion", "pack-signature", 32));
  const der = Buffer.concat([PKCS8_ED25519, seed]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const { x: publicKey = "" } = createPublicKey(privateKey).export({ format: "jwk" });
  const id = createHash("sha256").update(publicKey).digest("base64url").slice(0, 8);
  return {
    key: { id, publicKey },
    sign(packId, revision, content) {
      const text = canonicalJson(content);
      const bytes = Buffer.from(text);
      return {
        id: packId,
        revision,
        bytes: bytes.length,
        sha256: createHash("sha256").update(bytes).digest("hex"),
        signature: sign(null, bytes, privateKey).toString("base64url"),
        text,
      };
    },
  };
}
