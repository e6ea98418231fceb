import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { countLookup } from "../metrics/counters.ts";
import type { Context } from "./context.ts";
import type { Kept } from "./procedures.ts";

/** A whole answer to one call, as it goes onto the wire. */
export interface KeptAnswer {
  readonly bytes: Buffer;
  readonly etag: string;
}

const KEPT_BYTES = 64 * 1024 * 1024;
const LONGEST_INPUT = 500;

/** What a learner's record says may be this old where no word of a change arrives: at an instance without Redis. */
const OWN_FOR_MS = 5_000;

/** The name of some bytes for whoever has them already. */
export function etagOf(bytes: string | Buffer): string {
  return `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
}

/**
 * Answers that stay what they are until something changes, serialised once (`.meta({ kept })`): those that everybody of a
 * language pair gets, for each version of the catalogue; and a learner's own, until anything of the learner changes.
 * What is not asked for any more makes room.
 */
export class KeptAnswers {
  readonly #kept = new LRUCache<string, KeptAnswer>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ bytes }, key) => bytes.length + key.length,
  });

  /**
   * The name of an answer for this caller as things stand, or `null` for a call that has to be made: nobody is signed in,
   * they have used up their limit, or the input is too long to be worth a place.
   */
  async keyOf(ctx: Context, kept: Kept, path: string, input: string): Promise<string | null> {
    if (input.length > LONGEST_INPUT) return null;
    try {
      const actor = await ctx.actor();
      if (actor === null) return null;
      await ctx.pay();
      const { userId, targetLanguage, nativeLanguage } = actor;
      // Before anything is read: what changes meanwhile gives the next caller another name.
      const stamp = kept === "own" ? `${userId} ${ctx.deps.changes.stampOf(userId)} ` : "";
      const { version } = await ctx.deps.catalogue.current();
      return `${stamp}${version} ${targetLanguage} ${nativeLanguage} ${path} ${input}`;
    } catch {
      // The call itself says what is wrong.
      return null;
    }
  }

  get(key: string): KeptAnswer | undefined {
    const kept = this.#kept.get(key);
    countLookup("answers", kept !== undefined);
    return kept;
  }

  add(key: string, kept: Kept, text: string): KeptAnswer {
    const bytes = Buffer.from(text);
    const answer = { bytes, etag: etagOf(bytes) };
    this.#kept.set(key, answer, kept === "own" ? { ttl: OWN_FOR_MS } : {});
    return answer;
  }
}
