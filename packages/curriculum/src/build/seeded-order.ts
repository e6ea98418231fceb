/** FNV-1a of 32 bits (Fowler, Noll, Vo), then the mixer lowbias32 (Wellons), so that near names land far apart. */
function hashOf(text: string): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The same order for the same seed, whatever order the values came in; values are told apart by `nameOf`. */
export function seededOrder<T>(values: readonly T[], seed: string, nameOf: (value: T) => string): T[] {
  const ranked = values.map((value) => ({
    value,
    name: nameOf(value),
    rank: hashOf(`${seed} ${nameOf(value)}`),
  }));
  return ranked
    .toSorted((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : Number(a.name > b.name)))
    .map(({ value }) => value);
}
