/** Who waits: `known` goes before `anybody`. */
export type Asker = "known" | "anybody";

interface Waiter {
  readonly begin: () => void;
  readonly giveUp: NodeJS.Timeout;
}

/**
 * Lets so many pieces of work be done at a time. The others wait for their turn, though not for ever: work that has waited in vain
 * is not done.
 *
 * @param tooLate makes the error of work that has waited for `waitMaxMs`
 */
export function createWaitingLine(
  atOnce: number,
  waitMaxMs: number,
  tooLate: () => Error,
): <T>(asker: Asker, work: () => Promise<T>) => Promise<T> {
  const lines: Readonly<Record<Asker, Set<Waiter>>> = { known: new Set(), anybody: new Set() };
  let working = 0;

  function turn(line: Set<Waiter>): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = setTimeout(() => {
        line.delete(waiter);
        reject(tooLate());
      }, waitMaxMs);
      const waiter: Waiter = { begin: resolve, giveUp };
      line.add(waiter);
    });
  }

  function passOn(): void {
    const line = lines.known.size > 0 ? lines.known : lines.anybody;
    const [next] = line;
    if (next === undefined) {
      working -= 1;
      return;
    }
    line.delete(next);
    clearTimeout(next.giveUp);
    next.begin();
  }

  return async (asker, work) => {
    if (working < atOnce) working += 1;
    else await turn(lines[asker]);
    try {
      return await work();
    } finally {
      passOn();
    }
  };
}
