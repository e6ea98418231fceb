/** How many letters have to be put in, left out or replaced to make one word of the other. */
function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let row = 0; row < a.length; row++) {
    const line = [row + 1];
    for (let place = 0; place < b.length; place++) {
      const replaced = (before[place] ?? 0) + (a[row] === b[place] ? 0 : 1);
      line.push(Math.min(replaced, (before[place + 1] ?? 0) + 1, (line[place] ?? 0) + 1));
    }
    before = line;
  }
  return before.at(-1) ?? 0;
}

/** How many letters a name may be off to be what somebody meant; two swapped ones are two. */
const SLIPS_MAX = 2;

/** No name is this long: how far it is from them need not be known. */
const LETTERS_MAX = 40;

/** The name that somebody most likely meant: a slip away, or begun or gone on alike; `null` when there is none. */
export function nearestName(word: string, names: readonly string[]): string | null {
  if (word.length > LETTERS_MAX) return null;
  const meant = word.toLowerCase();
  const near = names
    .map((name) => ({ name, slips: distance(meant, name) }))
    // Of a short name, two letters are most of it.
    .filter(({ name, slips }) => slips <= Math.min(SLIPS_MAX, Math.floor(name.length / 2) - 1))
    .toSorted((a, b) => a.slips - b.slips);
  const alike = (name: string) => meant.length >= 3 && (name.startsWith(meant) || meant.startsWith(name));
  return near[0]?.name ?? names.find(alike) ?? null;
}
