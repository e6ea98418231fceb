import { mailTries } from "../../metrics/counters.ts";
import type { Deps } from "../../shared/deps.ts";
import { loggableError } from "../../shared/classify-error.ts";
import { type Background, keepWorking } from "../../shared/keep-working.ts";
import { composeMail } from "./compose-mail.ts";
import { postponeMail, removeMail, takeDueMail, type WaitingMail } from "./mail.queries.ts";
import type { Mail, Mailer } from "./mailer.ts";
import { MailRefused } from "./smtp-refusal.ts";

const LOOK_EVERY_MS = 5_000;
/** Longer than a mail server is waited for. Of a process that was killed meanwhile others send the mail then. */
const SENT_WITHIN_MS = 60_000;
const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 3_600_000;
/** About a day and a half. */
const TRIES_MAX = 40;

/** Its topic is told to a trace, and neither whom it goes to nor what it says. */
async function send({ tracing }: Deps, mailer: Mailer, mail: Mail, { order, tries }: WaitingMail) {
  const attributes = { "fluentfusion.mail.topic": order.topic, "fluentfusion.mail.tries": tries };
  await (tracing?.span("mail send", attributes, () => mailer.send(mail)) ?? mailer.send(mail));
}

/** What is to become of a mail that could not be sent. */
async function failed({ db, now, log }: Deps, waiting: WaitingMail, error: unknown): Promise<void> {
  const { id, order } = waiting;
  const tries = waiting.tries + 1;
  log.warn({ mailId: id, topic: order.topic, tries, error: loggableError(error) }, "mail not sent");
  const outcome = error instanceof MailRefused ? "refused" : tries >= TRIES_MAX ? "given_up" : "failed";
  mailTries.inc({ outcome });
  if (outcome !== "failed") return removeMail(db, id);
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
  await postponeMail(db, id, tries, new Date(now().getTime() + wait));
}

/** Sends the next mail that is due. `false` when there is none. */
async function deliverOne(deps: Deps, mailer: Mailer): Promise<boolean> {
  const { db, now } = deps;
  const waiting = await takeDueMail(db, now(), new Date(now().getTime() + SENT_WITHIN_MS));
  if (waiting === null) return false;
  try {
    const mail = await composeMail(deps, waiting);
    if (mail !== null) await send(deps, mailer, mail, waiting);
    await removeMail(db, waiting.id);
    if (mail !== null) mailTries.inc({ outcome: "sent" });
  } catch (error) {
    await failed(deps, waiting, error);
  }
  return true;
}

/** Sends what waits in the outbox, each mail at least once, for as long as the server runs. */
export function startMailDelivery(deps: Deps, mailer: Mailer): Background {
  return keepWorking(
    LOOK_EVERY_MS,
    () => deps.whileUp(() => deliverOne(deps, mailer)),
    (error) => {
      deps.log.warn({ error: loggableError(error) }, "mails wait");
    },
  );
}
