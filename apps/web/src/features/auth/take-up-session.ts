import type { User } from "@fluentfusion/contract";
import { client } from "../../api.ts";
import { readStored, writeStored } from "../../ui/stored.ts";

/**
 * Who was signed in here last, as the server told it: set while this browser may hold a refresh cookie, which the page itself
 * cannot see. `index.html` looks at it, too.
 */
const STORED_USER = "ff.signed-in";

/** Whether somebody may be signed in; only the server knows. */
export const mayBeSignedIn = (): boolean => readStored(STORED_USER) !== null;

/** Whom this device knows, before the server has said that they are still signed in. */
export function knownUser(): User | null {
  try {
    const user: unknown = JSON.parse(readStored(STORED_USER) ?? "null");
    // Only this file writes it, but an older page kept no more than a sign.
    return typeof user === "object" ? (user as User | null) : null;
  } catch {
    return null;
  }
}

export const noteSignedIn = (user: User | null): void =>
  void writeStored(STORED_USER, user === null ? null : JSON.stringify(user));

let asked: Promise<User | null> | null = null;

/** Has the server asked who is signed in before anything is drawn: all that a learner's page shows waits for it. */
export function askEarly(): void {
  asked = client.restore();
  asked.catch(() => undefined);
}

/** Who is signed in, by what was asked early or by asking now; `null` is nobody. */
export function takeUpSession(): Promise<User | null> {
  const answer = asked ?? client.restore();
  asked = null;
  return answer;
}
