/** Letter rows of the two layouts that phones and computers in Rwanda offer: English and French. */
const LAYOUTS = {
  qwerty: ["qwertyuiop", "asdfghjkl", "zxcvbnm"],
  azerty: ["azertyuiop", "qsdfghjklm", "wxcvbn"],
} as const;
export type Layout = keyof typeof LAYOUTS;

/** Each row starts half a key further right, so a key touches two keys of the row above and two of the row below. */
function neighboursOf(rows: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [y, row] of rows.entries()) {
    for (const [x, key] of row.split("").entries()) {
      const [above, below] = [rows[y - 1], rows[y + 1]];
      const near = [row[x - 1], row[x + 1], above?.[x], above?.[x + 1], below?.[x - 1], below?.[x]];
      found.set(
        key,
        near.filter((other) => other !== undefined),
      );
    }
  }
  return found;
}

const NEIGHBOURS: Readonly<Record<Layout, ReadonlyMap<string, readonly string[]>>> = {
  qwerty: neighboursOf(LAYOUTS.qwerty),
  azerty: neighboursOf(LAYOUTS.azerty),
};

export function neighbourKeys(key: string, layout: Layout): readonly string[] {
  return NEIGHBOURS[layout].get(key) ?? [];
}

export function areNeighbourKeys(a: string, b: string): boolean {
  return neighbourKeys(a, "qwerty").includes(b) || neighbourKeys(a, "azerty").includes(b);
}
