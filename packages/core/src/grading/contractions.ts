/** English contractions whose parts are no plain suffix. */
const WHOLE: ReadonlyMap<string, string> = new Map([
  ["can't", "can not"],
  ["cannot", "can not"],
  ["won't", "will not"],
  ["shan't", "shall not"],
  ["let's", "let us"],
  ["o'clock", "o clock"],
]);

/** After these `'s` is "is"; after any other word it may be a possessive and stays. */
const BEFORE_IS = new Set("what where who how when that there here it he she everything".split(" "));

const SUFFIXES: readonly (readonly [suffix: string, word: string])[] = [
  ["n't", "not"],
  ["'m", "am"],
  ["'re", "are"],
  ["'ve", "have"],
  ["'ll", "will"],
  ["'d", "would"],
];

/**
 * The full words of an English word with an apostrophe: `don't` → `do not`. Negation always stays in sight, as the word
 * "not". A possessive loses nothing but its apostrophe: `guest's` → `guest s`.
 */
export function expandContraction(word: string): string {
  const whole = WHOLE.get(word);
  if (whole !== undefined) return whole;
  if (!word.includes("'")) return word;
  for (const [suffix, full] of SUFFIXES) {
    if (word.endsWith(suffix) && word.length > suffix.length) {
      return `${word.slice(0, -suffix.length).replaceAll("'", " ")} ${full}`;
    }
  }
  const head = word.slice(0, -2);
  return word.endsWith("'s") && BEFORE_IS.has(head) ? `${head} is` : word.replaceAll("'", " ");
}

/** Contractions typed without their apostrophe. Those that are words themselves (its, were, well, ill) are left out. */
const BARE: ReadonlyMap<string, string> = new Map(
  (
    "don't doesn't didn't isn't aren't wasn't weren't can't won't couldn't shouldn't wouldn't haven't hasn't hadn't " +
    "mustn't needn't i'm i've you're they're you've we've they've what's where's how's that's there's here's"
  )
    .split(" ")
    .map((word) => [word.replace("'", ""), expandContraction(word)]),
);

/** The words with contractions that lack their apostrophe written in full, or null when there are none. */
export function restoreApostrophes(words: readonly string[]): string[] | null {
  if (!words.some((word) => BARE.has(word))) return null;
  return words.flatMap((word) => BARE.get(word)?.split(" ") ?? [word]);
}
