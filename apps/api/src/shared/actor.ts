import type { Language, Role, UserType } from "@fluentfusion/core";

/** Who calls: the account behind a token, as the database has it now (features/auth/actor-store.ts). */
export interface Actor {
  readonly userId: string;
  /** The session, or the personal access token, that the call came with. */
  readonly sessionId: string;
  /** `session`: the person themselves. A personal access token reads, or reads and writes, and no more. */
  readonly scope: "session" | "read" | "write";
  /** Whether a code of an authenticator app was shown, or was when the token was made. */
  readonly hasSecondFactor: boolean;
  readonly role: Role;
  readonly userType: UserType;
  readonly targetLanguage: Language;
  readonly nativeLanguage: Language;
  readonly timeZone: string;
  readonly joinedAt: Date;
}
