import { DomainError } from "../../shared/domain-error.ts";
import commonPasswords from "./common-passwords.json" with { type: "json" };

const COMMON: ReadonlySet<string> = new Set(commonPasswords.passwords.split(" "));

/** What anyone would try first at this door. */
const OF_THIS_PLACE = ["fluentfusion", "fluent", "fusion", "kinyarwanda", "rwanda", "kigali", "muraho"];

/** Beyond the words that an attacker knows, this much must be left. */
const OWN_MIN_CHARS = 5;
const KNOWN_MIN_CHARS = 3;

/**
 * Refuses what guessers try first (NIST SP 800-63B-4, section 3.1.1.2): the most common passwords, and little more than
 * the account's own name or address or the words of this product. There are no rules of composition, and no expiry.
 *
 * @param field of the input, for the issue
 * @param known words that an attacker knows of the account
 * @throws DomainError INPUT_INVALID with the issue code `password_common`
 */
export function refuseCommonPassword(password: string, field: string, known: readonly string[]): void {
  const typed = password.toLowerCase();
  const words = [...OF_THIS_PLACE, ...known.flatMap((word) => [word, word.split("@", 1)[0] ?? ""])]
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= KNOWN_MIN_CHARS)
    .toSorted((a, b) => b.length - a.length);
  const own = words.reduce((left, word) => left.replaceAll(word, ""), typed);
  const isOneCharacter = new Set(typed).size === 1;
  if (!COMMON.has(typed) && !isOneCharacter && own.length >= OWN_MIN_CHARS) return;
  const issue = {
    path: [field],
    code: "password_common",
    message: "is among the first that a guesser tries",
  };
  throw new DomainError("INPUT_INVALID", {}, [issue]);
}
