import {
  CATEGORIES,
  DIFFICULTIES,
  isTimeZone,
  LANGUAGES,
  LIMITS,
  ROLES,
  USER_TYPES,
} from "@fluentfusion/core";
import { z } from "zod";

/** Half of a UTF-16 pair cannot be stored as UTF-8, and PostgreSQL's text has no NUL. */
function isStorable(text: string): boolean {
  return !text.includes("\u0000") && text.isWellFormed();
}

/** Text that PostgreSQL can store, of `min` to `max` UTF-16 units. Nothing else is asked of one that is too long. */
export const storableText = (min: number, max: number) =>
  z
    .string()
    .min(min)
    .max(max, { abort: true })
    .refine(isStorable, { error: "must be storable text", params: { code: "text" } });

/** Marks that turn the direction of a line or are not drawn. */
const UNSEEN = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/**
 * Text for one line of a list: what would break the line, or turn it around, is taken out of it in place of being refused.
 *
 * @param otherwise in place of a text of which nothing is left
 */
export const lineOf = (max: number, otherwise: string) =>
  storableText(1, max).transform(
    (text) =>
      text
        .replaceAll(UNSEEN, "")
        .replaceAll(/[\p{Cc}\s]+/gu, " ")
        .trim() || otherwise,
  );

export const Id = z.uuid();

/** Made by the client, so that a repeat after a lost answer is the same thing again. */
export const ClientId = z.uuidv7();

/**
 * An instant as ISO 8601 with offset, between 1970 and 2100; PostgreSQL and JavaScript both read it exactly. A device whose clock has
 * lost its time begins at 1970, and what was answered on it is no less an answer.
 */
export const Instant = z.iso
  .datetime({ offset: true })
  .max(35)
  .refine(
    (text) => {
      const year = new Date(text).getUTCFullYear();
      return year >= 1970 && year < 2100;
    },
    { error: "must lie between 1970 and 2100", params: { code: "instant_out_of_range" } },
  );

/** Sent by tRPC's infinite queries; pages are read forward only. */
export const PageDirection = z.literal("forward").optional();

/** PostgreSQL knows no year 0. */
export const LocalDay = z.iso
  .date()
  .refine((day) => !day.startsWith("0000"), { error: "must be a day", params: { code: "day" } });

export const LanguageField = z.enum(LANGUAGES);
export const DifficultyField = z.enum(DIFFICULTIES);
export const CategoryField = z.enum(CATEGORIES);
export const UserTypeField = z.enum(USER_TYPES);
export const RoleField = z.enum(ROLES);

/** Lower-cased: two accounts never differ by case alone. */
export const Email = z
  .email()
  .max(LIMITS.emailMaxChars)
  .transform((email) => email.toLowerCase());

/** Far more than a name has with the spaces around it. */
const BEFORE_NORMAL_MAX = 1000;

/**
 * Letters, digits and `. _ -` of any script, so that it can be shown anywhere without escaping; in NFC, so that two
 * accounts never differ by how an accent was typed. One letter or digit at least can be seen (Hangul has letters that
 * cannot), and no mark at the start hangs on what a page writes before the name.
 */
export const Username = z
  .string()
  // To bring marks into their order takes a time that grows with the square of their number: half a second for 64 KiB.
  .max(BEFORE_NORMAL_MAX, { abort: true })
  .normalize("NFC")
  .trim()
  .min(LIMITS.usernameMinChars)
  .max(LIMITS.usernameMaxChars)
  .regex(/^[\p{L}\p{M}\p{N}._ -]+$/u, { error: "may hold letters, digits, spaces and . _ -" })
  .regex(/^(?!\p{M})/u, { error: "must not start with a combining mark" })
  .regex(/(?!\p{DI})[\p{L}\p{N}]/u, { error: "must have a letter or digit that can be seen" })
  // Else "admin" could be had twice: with a letter that is not drawn, or two spaces that a page draws as one.
  .refine((name) => !/\p{DI}| {2}/u.test(name), {
    error: "must hold nothing that cannot be seen",
    params: { code: "unseen" },
  });

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Counted in code points after NFC, since that is what a person types. */
export const Password = storableText(1, LIMITS.passwordMaxChars * 4)
  .describe(
    `${LIMITS.passwordMinChars} to ${LIMITS.passwordMaxChars} code points once it is in Unicode's form NFC`,
  )
  .transform((password) => password.normalize("NFC"))
  .refine((password) => codePoints(password) >= LIMITS.passwordMinChars, {
    error: `must have at least ${LIMITS.passwordMinChars} characters`,
    params: { code: "password_too_short", min: LIMITS.passwordMinChars },
  })
  .refine((password) => codePoints(password) <= LIMITS.passwordMaxChars, {
    error: `must have at most ${LIMITS.passwordMaxChars} characters`,
    params: { code: "password_too_long", max: LIMITS.passwordMaxChars },
  });

/** The address of a picture; other schemes could run code where it is shown. */
export const ProfileImage = z
  .url({ protocol: /^https?$/ })
  .max(LIMITS.profileImageMaxChars)
  .refine(isStorable, { error: "must be storable text", params: { code: "text" } });

/** An IANA time zone such as `Africa/Kigali`. */
export const TimeZone = z
  .string()
  .min(1)
  .max(64)
  .refine(isTimeZone, { error: "must be an IANA time zone", params: { code: "time_zone" } });

/** An empty answer that can grow fields later without breaking a client. */
export const Done = z.object({ ok: z.literal(true) });
