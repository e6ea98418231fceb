import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Actor } from "../shared/actor.ts";
import type { ActorStore } from "../features/auth/actor-store.ts";
import type { LearnerChanges } from "../shared/learner-changes.ts";
import type { Kept } from "./procedures.ts";

/** A whole answer to one call, as it goes onto the wire. */
export interface KeptAnswer {
  /** Its UTF-8 bytes, a character for each (Node's `latin1`): it goes out with its head in one piece, which bytes do not. */
  readonly latin1: string;
  readonly etag: string;
  /** When one that is a learner's own was made, on the clock of `performance`. */
  readonly ownSince?: number;
}

/** A call whose answers are kept; the input as JSON. */
export interface KeptCall {
  readonly path: string;
  readonly input: string;
  readonly kept: Kept;
}

/** Where an answer is kept, and what it rests on: of each call the newest answer alone takes room. */
export interface Place {
  readonly key: string;
  /** Another one when anything has changed that the answer depends on. */
  readonly stamp: string;
}

interface Placed extends KeptAnswer {
  readonly stamp: string;
}

interface Surroundings {
  readonly changes: Pick<LearnerChanges, "stampOf">;
  readonly actors: Pick<ActorStore, "isAlone">;
}

/** A learner's own are worth something for a minute: room for four thousand learners of 8 kB, more than a process serves in one. */
const KEPT_BYTES = 32 * 1024 * 1024;
const LONGEST_INPUT = 500;

/** What changes with the clock alone may be this old in what a learner's record says. */
const OWN_FOR_MS = 60_000;
/** And anything, where another instance may have changed it and no word of that arrives: without Redis. */
const OWN_AMONG_OTHERS_MS = 5_000;

/** The name of some bytes for whoever has them already. */
export function etagOf(bytes: string | Buffer): string {
  return `"${hash("sha256", bytes, "base64url").slice(0, 22)}"`;
}

/** What goes out: one answer, or those of a batch, whose name is made of theirs. */
export function wholeOf(
  answers: readonly KeptAnswer[],
  isBatch: boolean,
): Pick<KeptAnswer, "latin1" | "etag"> | undefined {
  if (!isBatch) return answers[0];
  const latin1 = `[${answers.map((one) => one.latin1).join(",")}]`;
  return { latin1, etag: `"${answers.map(({ etag }) => etag.slice(1, -1)).join(".")}"` };
}

/**
 * Answers that stay what they are until something changes, serialised once (`.meta({ kept })`): those that everybody of a
 * language pair gets, for each version of the catalogue; and a learner's own, until anything of the learner changes.
 * What is not asked for any more makes room.
 */
export class KeptAnswers {
  readonly #kept = new LRUCache<string, Placed>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ latin1 }, key) => latin1.length + key.length,
  });
  readonly #changes: Surroundings["changes"];
  readonly #actors: Surroundings["actors"];

  constructor({ changes, actors }: Surroundings) {
    this.#changes = changes;
    this.#actors = actors;
  }

  /**
   * The place of an answer for this caller as things stand. To be asked before anything is read, so that what changes
   * meanwhile gives the next caller another stamp.
   *
   * @param version of the catalogue
   * @returns `null` for an input that is too long to be worth a place
   */
  placeOf(
    { userId, targetLanguage, nativeLanguage }: Pick<Actor, "userId" | "targetLanguage" | "nativeLanguage">,
    version: number,
    { path, input, kept }: KeptCall,
  ): Place | null {
    if (input.length > LONGEST_INPUT) return null;
    const pair = `${targetLanguage} ${nativeLanguage}`;
    return kept === "own"
      ? { key: `${userId} ${path} ${input}`, stamp: `${this.#changes.stampOf(userId)} ${version} ${pair}` }
      : { key: `${pair} ${path} ${input}`, stamp: String(version) };
  }

  /** How many are kept. */
  get size(): number {
    return this.#kept.size;
  }

  get({ key, stamp }: Place): KeptAnswer | undefined {
    const found = this.#kept.get(key);
    if (found?.stamp !== stamp) return undefined;
    if (found.ownSince === undefined) return found;
    const age = performance.now() - found.ownSince;
    return age < OWN_AMONG_OTHERS_MS || (age < OWN_FOR_MS && this.#actors.isAlone()) ? found : undefined;
  }

  add({ key, stamp }: Place, kept: Kept, text: string): KeptAnswer {
    const bytes = Buffer.from(text);
    const same = { latin1: bytes.toString("latin1"), etag: etagOf(bytes), stamp };
    const answer = kept === "own" ? { ...same, ownSince: performance.now() } : same;
    this.#kept.set(key, answer);
    return answer;
  }
}
