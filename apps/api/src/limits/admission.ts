import type { Lane } from "./lanes.ts";

/** Three for each connection of the pool: enough that none idles, few enough that nobody waits long for one. */
export const AT_WORK_MAX = 32;
const WAITING_MAX = 256;
/** A burst may wait this long for its turn. */
const BURST_MS = 300;
/** Once the queue has not been empty for that long, waiting helps nobody, and newcomers are told so almost at once. */
const STANDING_MS = 20;
/** How fast places become free is known from about as long as this. */
const RATE_OVER_MS = 1000;
/** Nothing is foretold from nothing: so many count as free at the beginning. */
const FREED_AT_FIRST = AT_WORK_MAX / 2;

export interface Admission {
  /** Whether a newcomer would wait in vain. */
  isFull(lane: Lane): boolean;
  /** What to call when the work is done, or `null` when there is too much to do. */
  enter(lane: Lane): Promise<(() => void) | null>;
  /** At work and waiting, for metrics. */
  load(): { readonly working: number; readonly waiting: number };
}

interface Waiter {
  readonly admit: (leave: (() => void) | null) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Holds back what the process cannot do at once, so that overload costs the surplus and not everyone. The wait is
 * bounded by how long the queue has stood (after CoDel, Nichols and Jacobson 2012): a burst is served, a lasting surplus is
 * refused while it is still cheap. Whether somebody's turn would come in time is foretold from how fast places have become free
 * since the queue was empty: that is slower when the event loop is late, when the pool is full and when the
 * database is slow, and none of them has to be measured.
 */
export function createAdmission(now: () => number): Admission {
  const queues: Readonly<Record<Lane, Set<Waiter>>> = { first: new Set(), later: new Set() };
  let working = 0;
  let standingSince = 0;
  /** Places that became free, and since when. */
  let freed = 0;
  let freedSince = 0;

  const waiting = () => queues.first.size + queues.later.size;
  const patience = () => (now() - standingSince < BURST_MS ? BURST_MS : STANDING_MS);

  function countFreed(): void {
    freed += 1;
    const spanMs = now() - freedSince;
    if (spanMs < RATE_OVER_MS) return;
    freed /= 2;
    freedSince += spanMs / 2;
  }

  function isFull(lane: Lane): boolean {
    if (waiting() >= WAITING_MAX) return true;
    const ahead = lane === "first" ? queues.first.size : waiting();
    return (ahead * (now() - freedSince)) / (freed + FREED_AT_FIRST) > patience();
  }

  function takeNext(): Waiter | undefined {
    const queue = queues.first.size > 0 ? queues.first : queues.later;
    const [next] = queue;
    if (next !== undefined) queue.delete(next);
    return next;
  }

  function newLeave(): () => void {
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      const next = takeNext();
      if (next === undefined) {
        working -= 1;
        return;
      }
      countFreed();
      clearTimeout(next.timer);
      next.admit(newLeave());
    };
  }

  return {
    isFull,
    async enter(lane) {
      if (working < AT_WORK_MAX) {
        working += 1;
        return newLeave();
      }
      if (isFull(lane)) return null;
      if (waiting() === 0) {
        standingSince = now();
        freedSince = standingSince;
        freed = 0;
      }
      return new Promise((admit) => {
        const giveUp = () => {
          queues[lane].delete(waiter);
          admit(null);
        };
        const waiter: Waiter = { admit, timer: setTimeout(giveUp, patience()) };
        queues[lane].add(waiter);
      });
    },
    load: () => ({ working, waiting: waiting() }),
  };
}
