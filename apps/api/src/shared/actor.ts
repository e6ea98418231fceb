import type { Language, Role, UserType } from "@fluentfusion/core";

/** Who calls: the account behind a token, read from the database with each request, so that a revocation holds at once. */
export interface Actor {
  readonly userId: string;
  readonly sessionId: string;
  readonly role: Role;
  readonly userType: UserType;
  readonly targetLanguage: Language;
  readonly nativeLanguage: Language;
  readonly timeZone: string;
}
