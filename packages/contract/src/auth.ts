import { z } from "zod";
import {
  Email,
  Id,
  Instant,
  LanguageField,
  Password,
  RoleField,
  storableText,
  TimeZone,
  Username,
  UserTypeField,
} from "./fields.ts";

export const User = z.object({
  id: Id,
  username: z.string(),
  email: z.string(),
  userType: UserTypeField,
  role: RoleField,
  targetLanguage: LanguageField,
  nativeLanguage: LanguageField,
  timeZone: z.string(),
  profileImage: z.string().nullable(),
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

export const LoginInput = z.strictObject({
  email: storableText(1, 320),
  password: storableText(1, 1024),
  refreshTransport: RefreshTransport,
});
export type LoginInput = z.infer<typeof LoginInput>;

/** Without `refreshToken` the cookie is used. */
export const RefreshInput = z.strictObject({ refreshToken: z.string().min(1).max(200).optional() });
export type RefreshInput = z.infer<typeof RefreshInput>;

export const SignedIn = z.object({
  accessToken: z.string(),
  accessTokenExpiresAt: Instant,
  /** `null` when it was put into the cookie. */
  refreshToken: z.string().nullable(),
  user: User,
});
export type SignedIn = z.infer<typeof SignedIn>;
