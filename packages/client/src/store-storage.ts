/** A key with its new value; `undefined` takes it away. */
export type Change = readonly [key: string, value: unknown];

/** Where a store keeps what it has: IndexedDB, or whatever a platform offers. Values are plain JSON. */
export interface StoreStorage {
  get(key: string): Promise<unknown>;
  /** The values whose keys begin with `prefix`, in order of their keys, `limit` at the most. */
  list(prefix: string, limit?: number): Promise<readonly (readonly [key: string, value: unknown])[]>;
  /** Makes all the changes or none; they outlast a crash once it resolves. */
  write(changes: readonly Change[]): Promise<void>;
}

/** Lasts as long as the process. */
export function memoryStorage(): StoreStorage {
  const entries = new Map<string, string>();
  return {
    get: async (key) => {
      const text = entries.get(key);
      return text === undefined ? undefined : (JSON.parse(text) as unknown);
    },
    list: async (prefix, limit = Number.POSITIVE_INFINITY) =>
      [...entries]
        .filter(([key]) => key.startsWith(prefix))
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .slice(0, limit)
        .map(([key, text]) => [key, JSON.parse(text) as unknown] as const),
    write: async (changes) => {
      for (const [key, value] of changes) {
        if (value === undefined) entries.delete(key);
        else entries.set(key, JSON.stringify(value));
      }
    },
  };
}
