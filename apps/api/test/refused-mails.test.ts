import { schema } from "@fluentfusion/db";
import { freePort } from "@fluentfusion/embedded-postgres/free-port";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MailServer, startMailServer } from "../scripts/alerts/mail-server.ts";
import { createMailer } from "../src/features/mail/mailer.ts";
import { mailTries } from "../src/metrics/counters.ts";
import { startTestApp, type TestApp } from "./support/test-app.ts";

/** What the mail server says to a command that holds such a text. */
const REFUSALS: readonly (readonly [text: string, reply: string])[] = [
  ["nobody@", "550 5.1.1 no such mailbox"],
  ["busy@", "450 4.2.1 come back later"],
  ["relay@", "554 5.7.1 relaying denied"],
  ["confused@", "503 5.5.1 sender first"],
];
/** What it says to the end of a mail. */
let atTheEnd = "250 taken";

let mails: MailServer;
let app: TestApp;

beforeAll(async () => {
  mails = await startMailServer(await freePort(), (command) => {
    if (command === ".") return atTheEnd;
    if (!command.startsWith("RCPT TO:")) return null;
    return REFUSALS.find(([text]) => command.includes(text))?.[1] ?? null;
  });
  const mailer = createMailer({ smtpUrl: mails.url, mailFrom: "no-reply@example.org", dataDir: "" });
  app = await startTestApp({}, { mailer });
});

afterAll(async () => {
  await app.close();
  await mails.shut();
});

const { outboxEvents } = schema;

/** How often the mail to a new account was tried; `null` when it is no longer there. */
async function triesFor(email: string): Promise<number | null> {
  const { userId } = await app.register({ email });
  const waiting = async () => {
    const [row] = await app.database.db.select().from(outboxEvents).where(eq(outboxEvents.learnerId, userId));
    return row?.tries ?? null;
  };
  await expect.poll(waiting).not.toBe(0);
  return waiting();
}

const triedWith = async (outcome: string) =>
  (await mailTries.get()).values.find(({ labels }) => labels.outcome === outcome)?.value;

test("a mail that the server refuses for good is given up at once, one that it refuses for now is tried again", async () => {
  expect(await triesFor("nobody@example.org")).toBeNull();
  expect(await triedWith("refused")).toBe(1);
  for (const email of ["busy@example.org", "confused@example.org"]) expect(await triesFor(email)).toBe(1);
  atTheEnd = "554 5.6.0 not like this";
  expect(await triesFor("unread@example.org")).toBeNull();
  expect(await triedWith("refused")).toBe(2);
  expect(await triedWith("given_up")).toBe(0);
});

test("what is the operator's to mend waits until it is: a server that relays for nobody refuses every address", async () => {
  expect(await triesFor("relay@example.org")).toBe(1);
});
