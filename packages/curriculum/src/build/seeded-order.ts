import { createHash } from "node:crypto";

/** The same order for the same seed, whatever order the values came in; values are told apart by `nameOf`. */
export function seededOrder<T>(values: readonly T[], seed: string, nameOf: (value: T) => string): T[] {
  const ranked = values.map((value) => ({
    value,
    rank: createHash("sha256")
      .update(`${seed}\0${nameOf(value)}`)
      .digest("hex"),
  }));
  return ranked
    .toSorted((a, b) => (a.rank < b.rank ? -1 : Number(a.rank > b.rank)))
    .map(({ value }) => value);
}
