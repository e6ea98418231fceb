import type { Deps } from "../../shared/deps.ts";
import { DomainError } from "../../shared/domain-error.ts";
import { findEmailChange } from "../auth/email-change.queries.ts";
import { findUserByEmail, findUserById, noteResetMail, type UserRow } from "../auth/auth.queries.ts";
import type { MailOrder, WaitingMail } from "./mail.queries.ts";
import {
  emailChangeNew,
  emailChangeOld,
  passwordChanged,
  resetPassword,
  secondFactorOff,
  secondFactorOn,
  type Text,
  verifyEmail,
} from "./mail-texts.ts";
import type { Mail } from "./mailer.ts";

type Letter = Text & { readonly to: string };

/** What two addresses are asked; `null` when the wish was fulfilled or the new address has an account of its own. */
async function changeLetter(deps: Deps, user: UserRow & { email: string }, side: "old" | "new") {
  const change = await findEmailChange(deps.db, user.id);
  if (change === null) return null;
  if (side === "old") return { to: user.email, ...emailChangeOld(deps, user, change) };
  const isTaken = (await findUserByEmail(deps.db, change.newEmail)) !== null;
  return isTaken ? null : { to: change.newEmail, ...emailChangeNew(deps, change) };
}

async function letterOf(
  deps: Deps,
  user: UserRow & { email: string },
  topic: MailOrder["topic"],
  mailId: string,
): Promise<Letter | null> {
  const { email: to } = user;
  switch (topic) {
    case "mail.verify-email":
      return { to, ...verifyEmail(deps, user) };
    case "mail.reset-password":
      await noteResetMail(deps.db, user.id, mailId);
      return { to, ...resetPassword(deps, { ...user, resetMailId: mailId }) };
    case "mail.password-changed":
      return { to, ...passwordChanged(user) };
    case "mail.second-factor-on":
      return { to, ...secondFactorOn(user) };
    case "mail.second-factor-off":
      return { to, ...secondFactorOff(user) };
    case "mail.email-change-old":
      return changeLetter(deps, user, "old");
    case "mail.email-change-new":
      return changeLetter(deps, user, "new");
  }
}

/** Asked for by the address that they go to, and counted when they were. */
const COUNTED_BEFORE: ReadonlySet<MailOrder["topic"]> = new Set([
  "mail.reset-password",
  "mail.email-change-new",
]);

/** Whether a stranger may have had enough of an account that was made with their address. */
async function isTooMany(
  { signInLimits }: Deps,
  user: UserRow,
  { order, tries }: WaitingMail,
): Promise<boolean> {
  if (user.email === null || user.emailVerifiedAt !== null) return false;
  if (tries > 0 || COUNTED_BEFORE.has(order.topic)) return false;
  try {
    await signInLimits.beforeLetter(user.email);
    return false;
  } catch (error) {
    if (error instanceof DomainError && error.code === "RATE_LIMITED") return true;
    throw error;
  }
}

/** The mail as it is to be sent now; `null` when there is nobody to send it to. */
export async function composeMail(deps: Deps, waiting: WaitingMail): Promise<Mail | null> {
  const { id, order } = waiting;
  const user =
    "email" in order
      ? await findUserByEmail(deps.db, order.email)
      : await findUserById(deps.db, order.userId);
  if (user === null || user.email === null || user.disabledAt !== null) return null;
  if (await isTooMany(deps, user, waiting)) return null;
  const letter = await letterOf(deps, { ...user, email: user.email }, order.topic, id);
  return letter === null ? null : { id, ...letter };
}
