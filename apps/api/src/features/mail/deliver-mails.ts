import { mailTries } from "../../metrics/counters.ts";
import type { Deps } from "../../shared/deps.ts";
import { loggableError } from "../../shared/classify-error.ts";
import { type Background, keepWorking } from "../../shared/keep-working.ts";
import { composeMail } from "./compose-mail.ts";
import { lockDueMail, postponeMail, removeMail, type WaitingMail } from "./mail.queries.ts";
import type { Mail, Mailer } from "./mailer.ts";

const LOOK_EVERY_MS = 5_000;
const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 3_600_000;
/** About a day and a half. */
const TRIES_MAX = 40;

/** Its topic is told to a trace, and neither whom it goes to nor what it says. */
async function send({ tracing }: Deps, mailer: Mailer, mail: Mail, { order, tries }: WaitingMail) {
  const attributes = { "fluentfusion.mail.topic": order.topic, "fluentfusion.mail.tries": tries };
  await (tracing?.span("mail send", attributes, () => mailer.send(mail)) ?? mailer.send(mail));
}

/** Sends the next mail that is due. `false` when there is none. */
async function deliverOne(deps: Deps, mailer: Mailer): Promise<boolean> {
  return deps.db.transaction(async (tx) => {
    const waiting = await lockDueMail(tx, deps.now());
    if (waiting === null) return false;
    try {
      const mail = await composeMail(deps, waiting);
      if (mail !== null) await send(deps, mailer, mail, waiting);
      await removeMail(tx, waiting.id);
      if (mail !== null) mailTries.inc({ outcome: "sent" });
    } catch (error) {
      const tries = waiting.tries + 1;
      const { topic } = waiting.order;
      deps.log.warn({ mailId: waiting.id, topic, tries, error: loggableError(error) }, "mail not sent");
      mailTries.inc({ outcome: tries >= TRIES_MAX ? "given_up" : "failed" });
      if (tries >= TRIES_MAX) {
        await removeMail(tx, waiting.id);
        return true;
      }
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
      await postponeMail(tx, waiting.id, tries, new Date(deps.now().getTime() + wait));
    }
    return true;
  });
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
