import { type Database, listen } from "@fluentfusion/db";
import { joined } from "../../shared/joined.ts";
import { lruOf } from "../../shared/lru.ts";
import { countLookup } from "../../metrics/counters.ts";
import type { Actor } from "../../shared/actor.ts";
import type { Tokens } from "../../shared/tokens.ts";
import { findTokenActor, noteTokenUse } from "./access-tokens.queries.ts";
import { hashToken, isAccessToken } from "./access-tokens.ts";
import { confirmGeneration, findLiveActor } from "./auth.queries.ts";

const NOTE_USE_EVERY_MS = 60_000;

/** What is known of a token is read anew this often, whatever was heard. */
const KEPT_MS = 60_000;
const TOKENS_KEPT = 50_000;

/** Said by triggers on accounts, sessions and tokens: the id of the account, in the transaction that changed it. */
const CHANNEL = "fluentfusion_actors";

interface Kept {
  readonly actor: Actor;
  readonly readAt: number;
  readonly until: number;
}

export interface ActorStore {
  /** Who holds this token as far as that is remembered and still certain; `null` says nothing: ask `find`. */
  known(token: string): Actor | null;
  /** Who holds this token, or `null` when it is not valid or its session has ended. */
  find(token: string): Promise<Actor | null>;
  /** Resolves when every change that was committed before is known here: what was revoked is revoked when it is said. */
  settled(): Promise<void>;
  /** Whether this is the only instance on its database, as far as that is certain. */
  isAlone(): boolean;
  stop(): Promise<void>;
}

interface Surroundings {
  readonly db: Database["db"];
  readonly databaseUrl: string;
  readonly tokens: Tokens;
  readonly now: () => Date;
  /** Told whose account has changed, as the database says. */
  readonly onChange: (userId: string) => void;
}

/**
 * Remembers who holds which token, for as long as it hears of every change: a revocation, a new role or a disabled
 * account is said by the database when it is committed, and heard by every instance within milliseconds. While
 * what is said may be lost, each call asks the database.
 */
export async function createActorStore({
  db,
  databaseUrl,
  tokens,
  now,
  onChange,
}: Surroundings): Promise<ActorStore> {
  const byUser = new Map<string, Set<string>>();
  const kept = lruOf<Kept>(TOKENS_KEPT, {
    dispose({ actor }, token) {
      const others = byUser.get(actor.userId);
      others?.delete(token);
      if (others?.size === 0) byUser.delete(actor.userId);
    },
  });
  // Counts what was heard, so that nothing is kept that was read before a change and would be kept after it.
  let heard = 0;

  const listener = await listen(databaseUrl, CHANNEL, {
    onMessage(userId) {
      heard += 1;
      for (const token of byUser.get(userId) ?? []) kept.delete(token);
      onChange(userId);
    },
    onGap() {
      heard += 1;
      kept.clear();
    },
  });

  async function readProgram(token: string, at: Date): Promise<{ actor: Actor; until: number } | null> {
    const found = await findTokenActor(db, hashToken(token), at);
    if (found === null) return null;
    const { lastUsedAt, expiresAt, ...actor } = found;
    const isStale = lastUsedAt === null || at.getTime() - lastUsedAt.getTime() > NOTE_USE_EVERY_MS;
    if (isStale) await noteTokenUse(db, actor.sessionId, at);
    return { actor, until: Math.min(expiresAt.getTime(), at.getTime() + KEPT_MS) };
  }

  async function read(token: string, at: Date): Promise<{ actor: Actor; until: number } | null> {
    if (isAccessToken(token)) return readProgram(token, at);
    const grant = await tokens.readAccess(token, at);
    if (grant === null) return null;
    const found = await findLiveActor(db, grant, at);
    if (found === null) return null;
    const { confirmedGeneration, expiresAt, ...actor } = found;
    // Once for each renewal: from now on it is known that the newest tokens have reached their owner.
    if (grant.generation > confirmedGeneration) await confirmGeneration(db, grant);
    const until = Math.min(grant.expiresAt, expiresAt.getTime(), at.getTime() + KEPT_MS);
    return { actor, until };
  }

  async function findAnew(token: string): Promise<Actor | null> {
    const at = now();
    const heardBefore = heard;
    const found = await read(token, at);
    if (found === null) return null;
    if (listener.isCurrent() && heard === heardBefore) {
      const { userId } = found.actor;
      kept.set(token, { ...found, readAt: at.getTime() });
      const others = byUser.get(userId);
      if (others === undefined) byUser.set(userId, new Set([token]));
      else others.add(token);
    }
    return found.actor;
  }

  const once = joined<Actor | null>();

  /** A page that has just got a new token asks for many things at once with it. Nobody gets what was read before a change that was heard. */
  const findTogether = (token: string) =>
    listener.isCurrent() ? once(`${heard} ${token}`, () => findAnew(token)) : findAnew(token);

  function known(token: string): Actor | null {
    const entry = kept.get(token);
    const at = now().getTime();
    const isGood = entry !== undefined && entry.readAt <= at && at < entry.until && listener.isCurrent();
    return isGood ? entry.actor : null;
  }

  return {
    known,
    async find(token) {
      const actor = known(token);
      countLookup("actors", actor !== null);
      return actor ?? findTogether(token);
    },
    settled: () => listener.catchUp(),
    isAlone: () => listener.isAlone(),
    stop: () => listener.stop(),
  };
}
