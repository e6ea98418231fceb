/** What is looked at once a second. */
export interface Seen {
  /** So many answers were acknowledged to anybody so far. */
  readonly acknowledged: () => number;
  /** No fault is to come: whoever is refused now is refused for no reason. */
  readonly isOver: () => boolean;
}

/** Counts seconds in which a client could have been served. */
export interface FairTime {
  readonly seconds: () => number;
  readonly stop: () => void;
}

/**
 * A clock that stands still while servers are killed faster than the machine can start them: on one that has much else to do
 * nobody is served for many seconds on end, which says nothing about the servers. A second counts in which anybody's answer was
 * acknowledged, and each one after the last fault. So an answer that hangs is found on a busy machine too, and found later there.
 */
export function createFairTime({ acknowledged, isOver }: Seen, tickMs = 1_000): FairTime {
  let seconds = 0;
  let before = acknowledged();
  const timer = setInterval(() => {
    const now = acknowledged();
    if (now > before || isOver()) seconds += 1;
    before = now;
  }, tickMs);
  return { seconds: () => seconds, stop: () => clearInterval(timer) };
}
