import { createHash, createPublicKey, sign } from "node:crypto";
import type { Pack } from "@fluentfusion/contract";
import { ed25519Key } from "../../shared/ed25519.ts";
import { canonicalJson } from "./canonical-json.ts";

export interface PackSigner {
  /** Raw, in base64url, with a name for whoever keeps several. */
  readonly key: { readonly id: string; readonly publicKey: string };
  sign(id: string, revision: number, content: unknown): Pack;
}

/** Signs with a key of its own, derived from `SECRET_KEY`. */
export function createPackSigner(secretKey: string): PackSigner {
  const privateKey = ed25519Key(secretKey, "pack-signature");
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
