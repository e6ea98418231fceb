import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { Env } from "../env.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps what must be read again, such as the secret of an authenticator app, unreadable in a copy of the database. */
export interface Sealer {
  /** @param owner whose it is: sealed for one account it opens for no other */
  seal(text: string, owner: string): string;
  /** `null` for what was sealed with a key that is gone, for somebody else, or was changed. */
  open(sealed: string, owner: string): string | null;
}

const keyOf = (secret: string) =>
  new Uint8Array(hkdfSync("sha256", secret, "fluentfusion", "sealed-columns", 32));

function tryOpen(key: Uint8Array, bytes: Buffer, owner: string): string | null {
  try {
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(owner));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/** AES-256-GCM. Seals with the key of `SECRET_KEY`, and opens what that of `SECRET_KEY_PREVIOUS` has sealed too. */
export function createSealer({
  secretKey,
  previousSecretKey,
}: Pick<Env, "secretKey" | "previousSecretKey">): Sealer {
  const current = keyOf(secretKey);
  const keys = previousSecretKey === null ? [current] : [current, keyOf(previousSecretKey)];
  return {
    seal(text, owner) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", current, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
    },
    open(sealed, owner) {
      const bytes = Buffer.from(sealed, "base64url");
      for (const key of keys) {
        const text = tryOpen(key, bytes, owner);
        if (text !== null) return text;
      }
      return null;
    },
  };
}
