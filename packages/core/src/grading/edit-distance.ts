/** Room for the longest texts that callers let in, taken once: the distance itself allocates nothing. */
const ROW = 1024;
const rows: readonly [Int32Array, Int32Array, Int32Array] = [
  new Int32Array(ROW),
  new Int32Array(ROW),
  new Int32Array(ROW),
];

/**
 * Damerau distance (insert, delete, replace, swap of neighbours; optimal string alignment) between two texts, or
 * `limit + 1` once it is sure to pass `limit`. Cost: length times limit.
 */
export function editDistance(a: string, b: string, limit: number): number {
  const far = limit + 1;
  if (Math.abs(a.length - b.length) > limit || b.length >= ROW) return far;
  let [before, previous, current] = rows;
  for (let j = 0; j <= b.length; j++) previous[j] = j <= limit ? j : far;
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - limit);
    const to = Math.min(b.length, i + limit);
    current[from - 1] = from === 1 && i <= limit ? i : far;
    let best = current[from - 1] ?? far;
    const letter = a.charCodeAt(i - 1);
    for (let j = from; j <= to; j++) {
      const other = b.charCodeAt(j - 1);
      let cost = (previous[j - 1] ?? far) + (letter === other ? 0 : 1);
      // The cell above the band's edge was left by an older row and is not to be read.
      const above = j - i + 1 <= limit ? (previous[j] ?? far) : far;
      cost = Math.min(cost, above + 1, (current[j - 1] ?? far) + 1);
      const swapped = i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && other === a.charCodeAt(i - 2);
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? far) + 1);
      current[j] = Math.min(cost, far);
      best = Math.min(best, current[j] ?? far);
    }
    if (best > limit) return far;
    [before, previous, current] = [previous, current, before];
  }
  return Math.min(previous[b.length] ?? far, far);
}
