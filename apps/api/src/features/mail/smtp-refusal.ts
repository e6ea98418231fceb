/** The mail server will never take this mail: it would say the same to each further try. */
export class MailRefused extends Error {
  override readonly name = "MailRefused";
}

/** What nodemailer tells of a command that was refused. */
interface SmtpError extends Error {
  readonly code: string;
  readonly command?: string;
  readonly response?: string;
  /** By RFC 5321: 5yz, but for a command out of turn. */
  readonly permanent?: boolean;
}

const ABOUT_THE_MAIL: ReadonlySet<string> = new Set(["RCPT TO", "DATA"]);

function isSmtpError(error: unknown): error is SmtpError {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

/**
 * What is to be made of an error of sending. Of what is said to the address and to the mail only the codes are kept (RFC 3463):
 * servers put into the words whom they do not know. Class 5.7 is policy, such as a relay that does not know this server: it meets
 * every address, and passes when the operator has mended it.
 */
export function smtpRefusal(error: unknown): unknown {
  if (!isSmtpError(error)) return error;
  const { command = "", response = "", permanent = false } = error;
  if (!ABOUT_THE_MAIL.has(command)) return error;
  const [codes = "no reply", status = ""] = /^\d{3}(?:[ -](\d\.\d{1,3}\.\d{1,3}))?/.exec(response) ?? [];
  const told = `${command} was answered ${codes}`;
  return permanent && !status.startsWith("5.7.")
    ? new MailRefused(told)
    : Object.assign(new Error(told), { code: error.code });
}
