import type { User } from "@fluentfusion/contract";
import { client } from "../../api.ts";
import { readStored, writeStored } from "../../ui/stored.ts";

/** Set while this browser may hold a refresh cookie, which the page itself cannot see. */
const STORED_HINT = "ff.signed-in";

/** Whether somebody may be signed in; only the server knows. */
export const mayBeSignedIn = (): boolean => readStored(STORED_HINT) !== null;

export const noteSignedIn = (isSignedIn: boolean): void =>
  void writeStored(STORED_HINT, isSignedIn ? "1" : null);

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
