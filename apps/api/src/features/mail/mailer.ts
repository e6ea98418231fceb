import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Env } from "../../env.ts";
import { smtpRefusal } from "./smtp-refusal.ts";

export interface Mail {
  /** The same for each try, so that a server can drop a second one. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /** Throws `MailRefused` where another try would have the same answer. */
  send(mail: Mail): Promise<void>;
}

/** For each step: connecting, the greeting, and each silence after it. */
const SMTP_WITHIN_MS = 5_000;

const message = (from: string, { id, to, subject, text }: Mail) => ({
  from,
  to,
  subject,
  text,
  messageId: `<${id}@fluentfusion>`,
  headers: { "Auto-Submitted": "auto-generated" },
});

function smtpMailer(url: string, from: string): Mailer {
  const opening = import("nodemailer").then(({ createTransport }) =>
    createTransport({
      url,
      connectionTimeout: SMTP_WITHIN_MS,
      greetingTimeout: SMTP_WITHIN_MS,
      socketTimeout: SMTP_WITHIN_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    }),
  );
  return {
    async send(mail) {
      try {
        await (await opening).sendMail(message(from, mail));
      } catch (error) {
        throw smtpRefusal(error);
      }
    },
  };
}

/** Each mail as a file that every mail program opens. */
function fileMailer(folder: string, from: string): Mailer {
  return {
    async send(mail) {
      const { createTransport } = await import("nodemailer");
      const composed = await createTransport({ streamTransport: true, buffer: true }).sendMail(
        message(from, mail),
      );
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${mail.id}.eml`), composed.message as Buffer, { mode: 0o600 });
    },
  };
}

/** Over SMTP where `SMTP_URL` is set, else into files under `DATA_DIR`. */
export function createMailer(env: Pick<Env, "smtpUrl" | "mailFrom" | "dataDir">): Mailer {
  return env.smtpUrl === null
    ? fileMailer(join(env.dataDir, "mail"), env.mailFrom)
    : smtpMailer(env.smtpUrl, env.mailFrom);
}
