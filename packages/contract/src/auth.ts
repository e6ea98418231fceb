import { LIMITS } from "@fluentfusion/core";
import { z } from "zod";
import {
  Done,
  Email,
  Id,
  Instant,
  LanguageField,
  Password,
  RoleField,
  lineOf,
  storableText,
  TimeZone,
  Username,
  UserTypeField,
} from "./fields.ts";

export const User = z.object({
  id: Id,
  username: z.string(),
  /** Empty for a guest. */
  email: z.string(),
  userType: UserTypeField,
  role: RoleField,
  targetLanguage: LanguageField,
  nativeLanguage: LanguageField,
  timeZone: z.string(),
  profileImage: z.string().nullable(),
  /** Has no e-mail and no password yet; `auth.claim` gives both and keeps all progress. */
  isGuest: z.boolean(),
  emailVerified: z.boolean(),
  joinedAt: Instant,
  lastLoginAt: Instant.nullable(),
});
export type User = z.infer<typeof User>;

/**
 * Where the refresh token goes: `body` for apps and tools that keep it themselves, `cookie` for browsers, which then
 * never see it (httpOnly).
 */
export const RefreshTransport = z.enum(["body", "cookie"]).default("body");

export const RegisterInput = z.strictObject({
  username: Username,
  email: Email,
  password: Password,
  userType: UserTypeField,
  targetLanguage: LanguageField,
  nativeLanguage: LanguageField.optional(),
  timeZone: TimeZone.optional(),
  refreshTransport: RefreshTransport,
});
export type RegisterInput = z.infer<typeof RegisterInput>;

/** Six digits of the authenticator app, or a recovery code; spaces and dashes are ignored. */
export const SecondFactorCode = storableText(6, 40);

export const LoginInput = z.strictObject({
  email: storableText(1, 320),
  password: storableText(1, 1024),
  /** Where the account has a second factor: asked for by TOTP_REQUIRED. */
  totpCode: SecondFactorCode.optional(),
  refreshTransport: RefreshTransport,
});
export type LoginInput = z.infer<typeof LoginInput>;

/** A start without an account: `claim` makes one of it later. */
export const GuestInput = RegisterInput.pick({
  userType: true,
  targetLanguage: true,
  nativeLanguage: true,
  timeZone: true,
  refreshTransport: true,
});
export type GuestInput = z.infer<typeof GuestInput>;

export const ClaimInput = z.strictObject({
  username: Username.optional(),
  email: Email,
  password: Password,
});
export type ClaimInput = z.infer<typeof ClaimInput>;

/** Without `refreshToken` the cookie is used. */
export const RefreshInput = z.strictObject({ refreshToken: z.string().min(1).max(200).optional() });
export type RefreshInput = z.infer<typeof RefreshInput>;

/** `userId`: whose session it is to be. Tabs share one cookie, and somebody else may have signed in by it since. */
export const LogoutInput = RefreshInput.extend({ userId: Id.optional() });
export type LogoutInput = z.infer<typeof LogoutInput>;

/** `isOtherSignedIn`: the refresh token is not of the account that was named; it stays as it was. */
export const LoggedOut = Done.extend({ isOtherSignedIn: z.boolean() });
export type LoggedOut = z.infer<typeof LoggedOut>;

export const SignedIn = z.object({
  accessToken: z.string(),
  accessTokenExpiresAt: Instant,
  /** `null` when it was put into the cookie. */
  refreshToken: z.string().nullable(),
  user: User,
});
export type SignedIn = z.infer<typeof SignedIn>;

/** A device that is signed in. */
export const SessionSummary = z.object({
  id: Id,
  createdAt: Instant,
  /** When it last asked for a new access token. */
  lastSeenAt: Instant,
  expiresAt: Instant,
  userAgent: z.string().nullable(),
  /** Where it was last seen, coarsely: the first three parts of an IPv4 address, the first three of an IPv6 one. */
  network: z.string().nullable(),
  /** The session of this very call. */
  isCurrent: z.boolean(),
});
export type SessionSummary = z.infer<typeof SessionSummary>;

export const ById = z.strictObject({ id: Id });

export const ChangePasswordInput = z.strictObject({
  currentPassword: storableText(1, 1024),
  newPassword: Password,
});
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;

export const RequestPasswordResetInput = z.strictObject({ email: storableText(1, 320) });

/** What a mail carries in its link. */
const LinkToken = z.string().min(1).max(200);

export const ResetPasswordInput = z.strictObject({ token: LinkToken, newPassword: Password });
export type ResetPasswordInput = z.infer<typeof ResetPasswordInput>;

export const VerifyEmailInput = z.strictObject({ token: LinkToken });

/** Of the second factor: the codes of an authenticator app, which an account asks for beside its password. */
export const TotpStatus = z.object({
  isOn: z.boolean(),
  recoveryCodesLeft: z.number().int(),
  /** Whether this session has shown a code; where staff must, it has no rights of staff before. */
  isShown: z.boolean(),
});
export type TotpStatus = z.infer<typeof TotpStatus>;

export const EnrolTotpInput = z.strictObject({ password: storableText(1, 1024) });
export type EnrolTotpInput = z.infer<typeof EnrolTotpInput>;

/** For the app: as an address to make a QR code of, and in letters to type. Nothing is asked for until `confirmTotp`. */
export const EnrolledTotp = z.object({ uri: z.string(), secret: z.string() });
export type EnrolledTotp = z.infer<typeof EnrolledTotp>;

export const TotpCodeInput = z.strictObject({ code: SecondFactorCode });

/** Each is good once in place of a code. The only time that they are shown. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

export const DisableTotpInput = z.strictObject({
  password: storableText(1, 1024),
  code: SecondFactorCode,
});
export type DisableTotpInput = z.infer<typeof DisableTotpInput>;

/** Both addresses get a link, and both have to be opened; the old one only if it had been confirmed. */
export const ChangeEmailInput = z.strictObject({ newEmail: Email, password: storableText(1, 1024) });
export type ChangeEmailInput = z.infer<typeof ChangeEmailInput>;

export const ConfirmEmailChangeInput = z.strictObject({ token: LinkToken });

/** `isChanged: false`: the other address has not agreed yet. */
export const EmailChangeAnswer = z.object({ isChanged: z.boolean() });
export type EmailChangeAnswer = z.infer<typeof EmailChangeAnswer>;

/** `read`: queries alone. Neither scope may touch passwords, sessions, tokens or the account itself. */
export const TokenScope = z.enum(["read", "write"]);
export type TokenScope = z.infer<typeof TokenScope>;

export const CreateTokenInput = z.strictObject({
  name: lineOf(LIMITS.tokenNameMaxChars, "token"),
  scope: TokenScope,
  days: z.number().int().min(1).max(365),
});
export type CreateTokenInput = z.infer<typeof CreateTokenInput>;

export const TokenSummary = z.object({
  id: Id,
  name: z.string(),
  scope: TokenScope,
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export type TokenSummary = z.infer<typeof TokenSummary>;

/** The only time that the token is shown. */
export const CreatedToken = TokenSummary.extend({ token: z.string() });
export type CreatedToken = z.infer<typeof CreatedToken>;
