interface Batch<Item, Result> {
  readonly items: Item[];
  readonly done: Promise<Result>;
  isUnderWay: boolean;
}

/** Beyond this a batch is large enough to be done on its own. */
const ITEMS_MAX = 100;

/**
 * One piece of work at a time for each key; what comes while it is under way is gathered and done together next. So a
 * key never takes more than one connection, and what would wait for a lock costs one transaction instead of many.
 *
 * @param work gets all items of a batch; when it fails, so does everyone whose items were in it
 */
export function gatherer<Item, Result>(onWaiting: (change: number) => void = () => undefined) {
  const last = new Map<string, Batch<Item, Result>>();
  return (
    key: string,
    items: readonly Item[],
    work: (items: readonly Item[]) => Promise<Result>,
  ): Promise<Result> => {
    const before = last.get(key);
    if (before !== undefined && !before.isUnderWay && before.items.length + items.length <= ITEMS_MAX) {
      before.items.push(...items);
      onWaiting(items.length);
      return before.done;
    }
    const gathered = [...items];
    onWaiting(items.length);
    const run = async () => {
      await before?.done.catch(() => undefined);
      batch.isUnderWay = true;
      onWaiting(-gathered.length);
      try {
        return await work(gathered);
      } finally {
        if (last.get(key) === batch) last.delete(key);
      }
    };
    const batch: Batch<Item, Result> = {
      items: gathered,
      done: Promise.resolve().then(run),
      isUnderWay: false,
    };
    last.set(key, batch);
    return batch.done;
  };
}
