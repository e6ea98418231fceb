import { createHmac, hkdfSync } from "node:crypto";
import type { Env } from "../env.ts";

/** 96 bits: two accounts do not share one. */
const CHARS = 16;

/** Names for the log, of which each is always the same text's, and which tell nobody without `SECRET_KEY` what text that is. */
export function createPseudonyms({ secretKey }: Pick<Env, "secretKey">): (text: string) => string {
  const key = new Uint8Array(hkdfSync("sha256", secretKey, "fluentfusion", "names-in-the-log", 32));
  return (text) => createHmac("sha256", key).update(text).digest("base64url").slice(0, CHARS);
}
