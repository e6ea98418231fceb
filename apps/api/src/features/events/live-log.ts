import { EventEmitter } from "node:events";
import type { Cache } from "../../cache/cache.ts";
import { placesInMemory } from "../../cache/places.ts";
import { addressKey } from "../../limits/address-key.ts";
import { limitRefusals } from "../../metrics/counters.ts";
import { DomainError } from "../../shared/domain-error.ts";
import { createTurns } from "../../shared/turns.ts";

const CHANNEL = "log-grew";
const STREAMS_PER_LEARNER = 3;
/** Of the pool's ten connections: a herd of streams that comes back, or looks, leaves the others to who waits for an answer. */
const READS_AT_ONCE = 4;
/** What was told while the cache was away is no later than that. */
const LOOK_EVERY_MS = 5_000;
/** Well within what a place is held without a word. */
const KEEP_EVERY_MS = 20_000;
const STREAMS_PER_PROCESS = 2_000;
/** Guests cost nothing: else one address could take every place with some seven hundred of them. */
const STREAMS_PER_ADDRESS = 1_000;
/** When a stream is refused, its caller does better to ask now and then. */
const REFUSED_FOR_MS = 60_000;

/** One open stream. */
export interface LogWatch {
  /** Ends with the server's shutdown. */
  readonly signal: AbortSignal;
  /** Reads the log in its turn among all streams of this process. */
  readonly read: <T>(work: () => Promise<T>) => Promise<T>;
  /** Waits for word that the log has grown since the last wait, or for `ms`, or for the end of `until`: whether word came. */
  grown(ms: number, until: AbortSignal): Promise<boolean>;
  close(): Promise<void>;
}

/** Wakes the streams of a learner when that learner's log grows, on every instance. */
export interface LiveLog {
  /** To be called after the commit. What gets lost on the way is only late: each instance looks by itself, too. */
  tell(learnerId: string): Promise<void>;
  /**
   * Throws RATE_LIMITED when the learner, over all instances, or the address or all together, in this process, have as many
   * streams as they may.
   */
  watch(learnerId: string, address: string): Promise<LogWatch>;
  /** How many streams are open in this process. */
  open(): number;
  /** Ends all streams; those who read them come back. */
  stop(): void;
}

/** How many lines each of these learners' logs has; who has none may be left out. */
export type ReadLengths = (learnerIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;

/**
 * Rows are read from the database; the cache only carries word that there are some. What was told while the cache was away is
 * found by a look at how long the logs are: one statement for all streams of this process, however many they are.
 */
export async function createLiveLog(cache: Cache, readLengths: ReadLengths): Promise<LiveLog> {
  const word = new EventEmitter();
  word.setMaxListeners(0);
  const places = cache.places("streams", STREAMS_PER_LEARNER);
  const addresses = placesInMemory(STREAMS_PER_ADDRESS);
  const read = createTurns(READS_AT_ONCE);
  const stopping = new AbortController();
  let total = 0;
  await cache.subscribe(CHANNEL, (learnerId) => word.emit(learnerId));

  let lengths: ReadonlyMap<string, number> = new Map();
  async function look(): Promise<void> {
    // Of whoever has a stream, and nobody else.
    const learnerIds = word.eventNames().map(String);
    if (learnerIds.length === 0) return;
    const found = await readLengths(learnerIds);
    const now = new Map(learnerIds.map((id) => [id, found.get(id) ?? 0]));
    for (const [id, length] of now) if (lengths.get(id) !== length) word.emit(id);
    lengths = now;
  }
  // A database that is away is looked at next time.
  const looking = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS).unref();

  return {
    tell: (learnerId) => cache.publish(CHANNEL, learnerId),
    open: () => total,
    stop() {
      clearInterval(looking);
      stopping.abort();
    },
    async watch(learnerId, address) {
      const share = total >= STREAMS_PER_PROCESS ? null : await addresses.take(addressKey(address));
      const place = share === null ? null : await places.take(learnerId);
      if (share === null || place === null) {
        await share?.leave();
        limitRefusals.inc({ limit: "streams" });
        throw new DomainError("RATE_LIMITED", { retryAfterMs: REFUSED_FOR_MS });
      }
      total += 1;
      let keptAt = performance.now();
      let hasGrown = false;
      let wake: (() => void) | null = null;
      const onWord = () => {
        hasGrown = true;
        wake?.();
      };
      word.on(learnerId, onWord);
      return {
        signal: stopping.signal,
        read,
        async grown(ms, until) {
          if (!hasGrown && !until.aborted) {
            await new Promise<void>((resolve) => {
              const timer = setTimeout(resolve, ms);
              const end = () => {
                clearTimeout(timer);
                until.removeEventListener("abort", end);
                resolve();
              };
              wake = end;
              until.addEventListener("abort", end);
            });
          }
          wake = null;
          const isTold = hasGrown;
          hasGrown = false;
          if (performance.now() - keptAt > KEEP_EVERY_MS) {
            keptAt = performance.now();
            await place.keep();
          }
          return isTold;
        },
        async close() {
          word.off(learnerId, onWord);
          total -= 1;
          await share.leave();
          await place.leave();
        },
      };
    },
  };
}
