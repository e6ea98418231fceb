import type { Deps } from "../../shared/deps.ts";
import type { UserRow } from "../auth/auth.queries.ts";
import type { EmailChangeRow } from "../auth/email-change.queries.ts";
import { signChangeLink, signResetLink, signVerifyLink } from "../auth/link-tokens.ts";
import type { Mail } from "./mailer.ts";

export type Text = Pick<Mail, "subject" | "text">;

/** After `#`, where it stays in the browser: servers, proxies and other sites do not see it. */
function link({ env }: Deps, page: string, token: string): string {
  return `${env.corsOrigins[0] ?? ""}/${page}#${token}`;
}

function letter(greeting: string, subject: string, paragraphs: readonly string[]): Text {
  const signature = "FluentFusion\nThis mail was sent by a program; answers to it are not read.\n";
  return { subject, text: [greeting, ...paragraphs, signature].join("\n\n") };
}

/** For an address that may be a stranger's: without the name, which whoever made the account chose, and which may read as an address. */
const toAnybody = (subject: string, ...paragraphs: readonly string[]) =>
  letter("Hello,", subject, paragraphs);

const mail = ({ username, emailVerifiedAt }: UserRow, subject: string, ...paragraphs: readonly string[]) =>
  emailVerifiedAt === null
    ? toAnybody(subject, ...paragraphs)
    : letter(`Hello ${username},`, subject, paragraphs);

export const verifyEmail = (deps: Deps, user: UserRow) =>
  mail(
    user,
    "Confirm your e-mail address",
    "please confirm that this is your address:",
    link(deps, "verify-email", signVerifyLink(deps, user)),
    "If you did not make an account, ignore this mail.",
  );

export const resetPassword = (deps: Deps, user: UserRow) =>
  mail(
    user,
    "Choose a new password",
    "somebody asked for a new password for your account. If it was you, choose one here within half an hour:",
    link(deps, "reset-password", signResetLink(deps, user)),
    "If it was not you, ignore this mail: your password stays as it is.",
  );

const ACT_AT_ONCE = "If it was not you, ask for a new password at once on the sign-in page.";

export const passwordChanged = (user: UserRow) =>
  mail(
    user,
    "Your password was changed",
    "the password of your account was changed. Your other devices were signed out, and programs need new tokens.",
    ACT_AT_ONCE,
  );

export const secondFactorOn = (user: UserRow) =>
  mail(
    user,
    "Signing in now asks for a code",
    "an authenticator app was set up for your account. From now on signing in asks for its code beside the password.",
    ACT_AT_ONCE,
  );

export const secondFactorOff = (user: UserRow) =>
  mail(
    user,
    "Signing in no longer asks for a code",
    "the authenticator app was taken off your account. Signing in asks for the password alone.",
    ACT_AT_ONCE,
  );

/** To the address that the account has. One that was never confirmed is told and need not agree. */
export function emailChangeOld(deps: Deps, user: UserRow, change: EmailChangeRow): Text {
  const said = `somebody who is signed in to your account wants to move it to ${change.newEmail}.`;
  const stop = "If it was not you, change your password now.";
  const subject = "Your account is to get another e-mail address";
  if (change.oldAgreedAt !== null) return mail(user, subject, said, stop);
  const page = link(deps, "change-email", signChangeLink(deps, "old", change));
  return mail(user, subject, `${said} If it was you, agree here within a day:`, page, stop);
}

export const emailChangeNew = (deps: Deps, change: EmailChangeRow) =>
  toAnybody(
    "Confirm your new e-mail address",
    "please confirm within a day that this is to be the address of your account:",
    link(deps, "change-email", signChangeLink(deps, "new", change)),
    "If you did not ask for it, ignore this mail.",
  );
