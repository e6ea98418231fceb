import type { StoreStorage } from "./store-storage.ts";

const TABLE = "entries";

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB failed")));
  });
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.addEventListener("upgradeneeded", () => request.result.createObjectStore(TABLE));
  return resultOf(request);
}

/**
 * Lasts in the browser. Each `write` is one transaction, which the browser is asked to have on the disk before it says so.
 *
 * @param name of the database: one for each account, so that what one person answered is never sent for another
 */
export function indexedDbStorage(name: string): StoreStorage {
  let opened: Promise<IDBDatabase> | null = null;
  const database = () => {
    opened ??= open(name).then((db) => {
      db.addEventListener("versionchange", () => db.close());
      return db;
    });
    opened.catch(() => {
      opened = null;
    });
    return opened;
  };
  const table = async () => (await database()).transaction(TABLE).objectStore(TABLE);

  return {
    get: async (key) => resultOf((await table()).get(key) as IDBRequest<unknown>),
    async list(prefix, limit) {
      const entries = await table();
      const range = IDBKeyRange.bound(prefix, `${prefix}\uFFFF`);
      const [keys, values] = await Promise.all([
        resultOf(entries.getAllKeys(range, limit)),
        resultOf(entries.getAll(range, limit) as IDBRequest<unknown[]>),
      ]);
      return keys.map((key, index) => [key as string, values[index]] as const);
    },
    async write(changes) {
      const transaction = (await database()).transaction(TABLE, "readwrite", { durability: "strict" });
      const entries = transaction.objectStore(TABLE);
      for (const [key, value] of changes) {
        if (value === undefined) entries.delete(key);
        else entries.put(value, key);
      }
      await new Promise<void>((resolve, reject) => {
        const fail = () => reject(transaction.error ?? new Error("IndexedDB gave up a write"));
        transaction.addEventListener("complete", () => resolve());
        transaction.addEventListener("abort", fail);
      });
    },
  };
}
