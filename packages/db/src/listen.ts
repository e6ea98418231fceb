import postgres from "postgres";

/** How often it is asked whether messages still come, and after how long without an answer they count as lost. */
const ASK_EVERY_MS = 500;
const LOST_AFTER_MS = 1_000;
/** A connection that has been silent for so long is given up for a new one; one that was never made, at the next asking. */
const RENEW_AFTER_MS = 3_000;
/** Whoever listens asks twice a second: who has heard nobody else for so long is alone, if nothing was lost meanwhile. */
const ALONE_AFTER_MS = 5_000;

export interface Listener {
  /**
   * Whether every message that was committed more than a second ago has been heard. False while the connection is away:
   * then nobody knows what was said.
   */
  isCurrent(): boolean;
  /** Whether nobody else listens on this channel, as far as that is certain: whoever begins to is heard before it serves. */
  isAlone(): boolean;
  /** Resolves once everything that was committed before this call has been heard, or is known to be lost. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
}

export interface Hearer {
  readonly onMessage: (message: string) => void;
  /** The connection was away: what was said meanwhile is lost. */
  readonly onGap: () => void;
}

/**
 * Hears what transactions say on a channel (`pg_notify`), over a connection of its own that comes back by itself. Messages
 * arrive in the order of commits, so whoever hears its own question has heard all that came before it.
 *
 * A database that is away is waited for: until it is there the listener is not current.
 */
export async function listen(url: string, channel: string, { onMessage, onGap }: Hearer): Promise<Listener> {
  const mark = `? ${process.pid} ${Math.random().toString(36).slice(2)} `;
  let heardUpTo = Number.NEGATIVE_INFINITY;
  const waiting = new Set<() => void>();
  /** Since when nobody else was heard. */
  let aloneSince = Number.POSITIVE_INFINITY;
  const hear = (message: string) => {
    if (!message.startsWith("? ")) return onMessage(message);
    if (!message.startsWith(mark)) {
      aloneSince = performance.now();
      return undefined;
    }
    heardUpTo = Math.max(heardUpTo, Number(message.slice(mark.length)));
    for (const look of waiting) look();
    return undefined;
  };
  // A pool of its own: the driver gives up listening for good when its first try to come back fails.
  const open = () =>
    postgres(url, {
      max: 1,
      // Sooner than it is given up for a new one: what is still connecting then would be left to itself.
      connect_timeout: 2,
      onnotice: () => undefined,
      connection: { application_name: `listen-${channel}`, statement_timeout: 5_000 },
    });
  let own = open();
  let openedAt = performance.now();
  const hearAll = async () => {
    const from = own;
    try {
      await from.listen(channel, hear, () => {
        heardUpTo = Number.NEGATIVE_INFINITY;
        aloneSince = performance.now();
        onGap();
      });
    } catch {
      if (from === own) openedAt = Number.NEGATIVE_INFINITY;
    }
  };
  const renew = () => {
    openedAt = performance.now();
    void own.end({ timeout: 0 }).catch(() => undefined);
    own = open();
    void hearAll();
  };
  await hearAll();
  const ask = async (at: number) => {
    await own`select pg_notify(${channel}, ${mark + at})`.catch(() => undefined);
  };
  const catchUp = () =>
    new Promise<void>((resolve) => {
      const at = performance.now();
      const end = () => {
        clearTimeout(timer);
        waiting.delete(look);
        resolve();
      };
      const look = () => {
        if (heardUpTo >= at) end();
      };
      const timer = setTimeout(() => {
        heardUpTo = Number.NEGATIVE_INFINITY;
        end();
      }, LOST_AFTER_MS);
      waiting.add(look);
      void ask(at);
    });
  await ask(performance.now());
  let isAsking = false;
  const isCurrent = () => performance.now() - heardUpTo < LOST_AFTER_MS;
  const timer = setInterval(() => {
    if (!isCurrent() && performance.now() - openedAt > RENEW_AFTER_MS) renew();
    if (isAsking) return;
    isAsking = true;
    void ask(performance.now()).finally(() => {
      isAsking = false;
    });
  }, ASK_EVERY_MS);
  timer.unref();
  return {
    isCurrent,
    isAlone: () => isCurrent() && performance.now() - aloneSince > ALONE_AFTER_MS,
    catchUp,
    async stop() {
      clearInterval(timer);
      await own.end({ timeout: 1 }).catch(() => undefined);
    },
  };
}
