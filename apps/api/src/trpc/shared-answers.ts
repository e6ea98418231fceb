import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Context } from "./context.ts";

/** A whole answer to one call, as it goes onto the wire. */
export interface SharedAnswer {
  readonly bytes: Buffer;
  readonly etag: string;
}

const KEPT_BYTES = 64 * 1024 * 1024;
const LONGEST_INPUT = 500;

/** The name of some bytes for whoever has them already. */
export function etagOf(bytes: string | Buffer): string {
  return `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
}

/**
 * Answers of procedures that say the same to everybody of a language pair (`.meta({ shared: true })`), serialised once for each
 * version of the catalogue. What is not asked for any more makes room.
 */
export class SharedAnswers {
  readonly #kept = new LRUCache<string, SharedAnswer>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ bytes }, key) => bytes.length + key.length,
  });

  /**
   * The name of an answer for this caller, or `null` for a call that has to be made: nobody is signed in, they have used up
   * their limit, or the input is too long to be worth a place.
   */
  async keyOf(ctx: Context, path: string, input: string): Promise<string | null> {
    if (input.length > LONGEST_INPUT) return null;
    try {
      const actor = await ctx.actor();
      if (actor === null) return null;
      await ctx.pay();
      const { version } = await ctx.deps.catalogue.current();
      return `${version} ${actor.targetLanguage} ${actor.nativeLanguage} ${path} ${input}`;
    } catch {
      // The call itself says what is wrong.
      return null;
    }
  }

  get(key: string): SharedAnswer | undefined {
    return this.#kept.get(key);
  }

  add(key: string, text: string): SharedAnswer {
    const bytes = Buffer.from(text);
    const answer = { bytes, etag: etagOf(bytes) };
    this.#kept.set(key, answer);
    return answer;
  }
}
