/**
 * An immutable map whose `set` costs the same for 10 entries and for 10,000, so that `observe` can stay pure.
 *
 * Keys are spread by a hash over a two-level table; `set` copies one slot of each level and shares the rest.
 */
export class PersistentMap<Value> {
  static readonly #EMPTY = new PersistentMap<never>([], 0);

  readonly #root: Root<Value>;
  readonly size: number;

  private constructor(root: Root<Value>, size: number) {
    this.#root = root;
    this.size = size;
  }

  static empty<Value>(): PersistentMap<Value> {
    return PersistentMap.#EMPTY;
  }

  get(key: string): Value | undefined {
    const hash = hashText(key);
    const entries = this.#root[hash & MASK]?.[(hash >>> BITS) & MASK];
    if (entries === undefined) return undefined;
    for (const [name, value] of entries) if (name === key) return value;
    return undefined;
  }

  set(key: string, value: Value): PersistentMap<Value> {
    const hash = hashText(key);
    const high = hash & MASK;
    const low = (hash >>> BITS) & MASK;
    const root = [...this.#root];
    const branch = [...(root[high] ?? [])];
    const entries = branch[low] ?? [];
    const others = entries.filter(([name]) => name !== key);
    branch[low] = [...others, [key, value]];
    root[high] = branch;
    return new PersistentMap(root, this.size + (others.length === entries.length ? 1 : 0));
  }

  *entries(): Generator<readonly [string, Value]> {
    for (const branch of this.#root) for (const entries of branch ?? []) yield* entries ?? [];
  }
}

type Entries<Value> = readonly (readonly [string, Value])[];
type Branch<Value> = readonly (Entries<Value> | undefined)[];
type Root<Value> = readonly (Branch<Value> | undefined)[];

const BITS = 5;
const MASK = 2 ** BITS - 1;

/** FNV-1a over UTF-16 units, 32 bits (Fowler, Noll and Vo), with its high bits folded in. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
