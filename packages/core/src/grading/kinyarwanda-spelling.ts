const OLD_PALATAL = /([cj])y(?=[ie])/gu;

/**
 * The spelling of 2014: before i and e, `cy` is written k and `jy` is written g (umujyi = umugi, njye = nge). Both
 * spellings are in use, so both fold to the new one. Sources: ort-001 and ort-002 of the course's cultural notes.
 */
export function respellKinyarwanda(word: string): string {
  return word.includes("y") ? word.replace(OLD_PALATAL, (_, c: string) => (c === "c" ? "k" : "g")) : word;
}
