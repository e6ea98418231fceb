import { AsyncResource } from "node:async_hooks";

/** What has come for one key and is done together. */
export interface Batch<Item> {
  readonly key: string;
  readonly items: readonly Item[];
}

class Waiting<Item, Result> implements Batch<Item> {
  readonly key: string;
  readonly items: Item[];
  readonly done: Promise<Result>;
  /** The request that came first, as part of which it is done: a trace looks there for it. */
  readonly origin = new AsyncResource("batch");
  settle: (result: Result | PromiseLike<Result>) => void = () => undefined;

  constructor(key: string, items: Item[]) {
    this.key = key;
    this.items = items;
    this.done = new Promise((resolve) => {
      this.settle = resolve;
    });
  }
}

/** Beyond this a batch, or a group, is large enough. */
const ITEMS_MAX = 100;
const KEYS_MAX = 32;

/** While one group waits for the database, another is made. */
const GROUPS_MAX = 2;

export interface GroupWork<Item, Result> {
  /** Does what it can of a group at once. When it fails, so does the whole group. */
  readonly together: (group: readonly Batch<Item>[]) => Promise<ReadonlyMap<string, Result>>;
  /** Does what a group could not do; when it fails, that batch alone fails. */
  readonly alone: (batch: Batch<Item>) => Promise<Result>;
  /** Told how many more, or fewer, items wait. */
  readonly onWaiting?: (change: number) => void;
}

/**
 * Work that is cheaper done for many keys at once, of which no key may have two pieces under way. Whoever comes while
 * there is room is done at once; who comes while there is none waits for the end of a group and goes with the next one,
 * together with all others that came meanwhile.
 *
 * @returns adds items of a key; its result is that of all items of the key that were done together
 */
export function groupWork<Item, Result>({
  together,
  alone,
  onWaiting = () => undefined,
}: GroupWork<Item, Result>): (key: string, items: readonly Item[]) => Promise<Result> {
  const queue = new Set<Waiting<Item, Result>>();
  /** The last batch of each key that waits. */
  const last = new Map<string, Waiting<Item, Result>>();
  const busy = new Set<string>();
  let groups = 0;
  let isDue = false;

  function nextGroup(): Waiting<Item, Result>[] {
    const group: Waiting<Item, Result>[] = [];
    let items = 0;
    for (const batch of queue) {
      if (group.length === KEYS_MAX || (group.length > 0 && items + batch.items.length > ITEMS_MAX)) break;
      if (busy.has(batch.key)) continue;
      queue.delete(batch);
      if (last.get(batch.key) === batch) last.delete(batch.key);
      busy.add(batch.key);
      items += batch.items.length;
      group.push(batch);
    }
    onWaiting(-items);
    return group;
  }

  const finish = (batch: Waiting<Item, Result>, result: Result | Promise<Result>) => {
    const free = () => {
      busy.delete(batch.key);
      look();
    };
    batch.settle(result);
    batch.done.then(free, free);
  };

  async function run(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await together(group);
      for (const batch of group) {
        const result = results.get(batch.key);
        finish(batch, result === undefined ? alone(batch) : result);
      }
    } catch (error) {
      for (const batch of group) finish(batch, Promise.reject(error));
    } finally {
      groups -= 1;
      look();
    }
  }

  /** After this turn of the event loop, so that what arrived with it goes together. */
  function look(): void {
    if (isDue || queue.size === 0) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      while (groups < GROUPS_MAX) {
        const group = nextGroup();
        const [first] = group;
        if (first === undefined) return;
        groups += 1;
        first.origin.runInAsyncScope(() => void run(group));
      }
    });
  }

  return (key, items) => {
    onWaiting(items.length);
    const before = last.get(key);
    if (before !== undefined && before.items.length + items.length <= ITEMS_MAX) {
      before.items.push(...items);
      return before.done;
    }
    const batch = new Waiting<Item, Result>(key, [...items]);
    queue.add(batch);
    last.set(key, batch);
    look();
    return batch.done;
  };
}
