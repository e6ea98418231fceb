/** Three for each connection of the pool: enough that none idles, few enough that nobody waits long for one. */
export const AT_WORK_MAX = 32;
const WAITING_MAX = 256;
/** A burst may wait this long for its turn. */
const BURST_MS = 1000;
/** Once the queue has not been empty for that long, waiting helps nobody, and newcomers are told so almost at once. */
const STANDING_MS = 20;

/** `first`: answers of learners, which nobody wants to type twice. */
export type Lane = "first" | "later";

export interface Admission {
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
 * refused while it is still cheap.
 */
export function createAdmission(now: () => number): Admission {
  const queues: Readonly<Record<Lane, Set<Waiter>>> = { first: new Set(), later: new Set() };
  let working = 0;
  let standingSince = 0;

  const waiting = () => queues.first.size + queues.later.size;

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
      clearTimeout(next.timer);
      next.admit(newLeave());
    };
  }

  return {
    async enter(lane) {
      if (working < AT_WORK_MAX) {
        working += 1;
        return newLeave();
      }
      if (waiting() >= WAITING_MAX) return null;
      if (waiting() === 0) standingSince = now();
      const patience = now() - standingSince < BURST_MS ? BURST_MS : STANDING_MS;
      return new Promise((admit) => {
        const giveUp = () => {
          queues[lane].delete(waiter);
          admit(null);
        };
        const waiter: Waiter = { admit, timer: setTimeout(giveUp, patience) };
        queues[lane].add(waiter);
      });
    },
    load: () => ({ working, waiting: waiting() }),
  };
}
