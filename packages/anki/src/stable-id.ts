import { createHash } from "node:crypto";

/** Anki's ids look like milliseconds since 1970; these lie between 2001 and 2036. */
const FIRST = 1_000_000_000_000;
const SPAN = 1_100_000_000_000;

/** An id for a name: the same wherever and whenever it is made. */
export function stableId(name: string): number {
  const hash = createHash("sha256").update(name).digest();
  return FIRST + (hash.readUIntBE(0, 6) % SPAN);
}

/** Anki's checksum of a note's first field, by which it looks for doubles. */
export function fieldChecksum(text: string): number {
  return createHash("sha1").update(text).digest().readUInt32BE(0);
}
