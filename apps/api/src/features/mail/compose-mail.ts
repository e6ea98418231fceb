import type { Deps } from "../../shared/deps.ts";
import { signResetLink, signVerifyLink } from "../auth/link-tokens.ts";
import { findUserByEmail, findUserById, type UserRow } from "../auth/auth.queries.ts";
import type { MailOrder, WaitingMail } from "./mail.queries.ts";
import type { Mail } from "./mailer.ts";

/** After `#`, where it stays in the browser: servers, proxies and other sites do not see it. */
function link({ env }: Deps, page: string, token: string): string {
  return `${env.corsOrigins[0] ?? ""}/${page}#${token}`;
}

const SIGNATURE = "\n\nFluentFusion\nThis mail was sent by a program; answers to it are not read.\n";

function textOf(deps: Deps, topic: MailOrder["topic"], user: UserRow): Pick<Mail, "subject" | "text"> {
  const greeting = `Hello ${user.username},\n\n`;
  switch (topic) {
    case "mail.verify-email":
      return {
        subject: "Confirm your e-mail address",
        text:
          `${greeting}please confirm that this is your address:\n\n` +
          `${link(deps, "verify-email", signVerifyLink(deps, user))}\n\n` +
          `If you did not make an account, ignore this mail.${SIGNATURE}`,
      };
    case "mail.reset-password":
      return {
        subject: "Choose a new password",
        text:
          `${greeting}somebody asked for a new password for your account. If it was you, choose one here within half an ` +
          `hour:\n\n${link(deps, "reset-password", signResetLink(deps, user))}\n\n` +
          `If it was not you, ignore this mail: your password stays as it is.${SIGNATURE}`,
      };
    case "mail.password-changed":
      return {
        subject: "Your password was changed",
        text:
          `${greeting}the password of your account was changed, and your other devices were signed out.\n\n` +
          `If it was not you, ask for a new password at once on the sign-in page.${SIGNATURE}`,
      };
  }
}

/** The mail as it is to be sent now; `null` when there is nobody to send it to. */
export async function composeMail(deps: Deps, { id, order }: WaitingMail): Promise<Mail | null> {
  const user =
    "email" in order
      ? await findUserByEmail(deps.db, order.email)
      : await findUserById(deps.db, order.userId);
  if (user === null || user.email === null || user.disabledAt !== null) return null;
  return { id, to: user.email, ...textOf(deps, order.topic, user) };
}
