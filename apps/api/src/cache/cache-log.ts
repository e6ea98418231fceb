import type { FastifyBaseLogger } from "fastify";
import { loggableError } from "../shared/classify-error.ts";

/** What a cache that others share says of itself. */
export interface CacheWatcher {
  /** A command was not answered, or a connection not made. */
  readonly onTrouble: (error: unknown) => void;
  /** A command was answered. */
  readonly onAnswer: () => void;
}

/** Says when the cache goes away and when it is back, not each time that somebody asks it in vain. */
export function logCache(log: Pick<FastifyBaseLogger, "warn" | "info">): CacheWatcher {
  let isAway = false;
  return {
    onTrouble(error) {
      if (isAway) return;
      isAway = true;
      log.warn({ error: loggableError(error) }, "cache trouble");
    },
    onAnswer() {
      if (!isAway) return;
      isAway = false;
      log.info("the cache answers again");
    },
  };
}
