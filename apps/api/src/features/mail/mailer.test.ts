import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Email, Username } from "@fluentfusion/contract";
import { expect, test } from "vitest";
import { createMailer } from "./mailer.ts";

const NAMES = [
  "Date",
  "From",
  "MIME-Version",
  "Message-ID",
  "Subject",
  "To",
  "Auto-Submitted",
  "Content-Type",
];

/** The headers of a mail as a server gets it, and what follows them. */
async function sent(mail: { to: string; subject: string; text: string }) {
  const dataDir = await mkdtemp(join(tmpdir(), "mailer-"));
  await createMailer({ smtpUrl: null, mailFrom: "FluentFusion <no-reply@example.org>", dataDir }).send({
    id: "one",
    ...mail,
  });
  const text = await readFile(join(dataDir, "mail", "one.eml"), "utf8");
  await rm(dataDir, { recursive: true });
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const lines = head.replaceAll(/\r\n[ \t]+/g, " ").split("\r\n");
  const headers = new Map(lines.map((line) => line.split(/: (.*)/s, 2) as [string, string]));
  return { headers, names: lines.map((line) => line.split(":", 1)[0] ?? ""), body: rest.join("\r\n\r\n") };
}

test.each([
  "\r\nBcc: x@example.net",
  "\nBcc: x@example.net",
  "\r\n\r\nanother body",
  "\u0000\u2028 Bcc: x",
  "é".repeat(500),
])("nothing in a subject or a text becomes a header: %j", async (hostile) => {
  const { headers, names, body } = await sent({
    to: "keza@example.org",
    subject: `Hello${hostile}`,
    text: `Hello${hostile},\n.\nFrom nobody`,
  });
  expect(names.filter((name) => ![...NAMES, "Content-Transfer-Encoding"].includes(name))).toEqual([]);
  expect(headers.get("To")).toBe("keza@example.org");
  expect(Math.max(...body.split("\r\n").map(({ length }) => length))).toBeLessThan(999);
});

test.each([
  "keza@example.org\r\nBcc: x@example.net",
  "keza@example.org, x@example.net",
  "keza@example.org; x@example.net",
  "Keza <keza@example.org>",
  '"keza\\r\\n"@example.org',
  '"a@b"@example.org',
  "=?utf-8?q?keza?=@example.org",
  "keza@[127.0.0.1]",
  "keza@localhost",
  "keza@ex\u00e4mple.org",
  "k\u0435za@example.org",
  "keza%x.example.net@example.org",
  "keza@example.org@example.net",
  "keza@example.org\u0000",
  `${"k".repeat(250)}@example.org`,
  "-f/etc/passwd@example.org ",
])("an address that is more, or other, than one address is no account's: %j", (address) => {
  expect(Email.safeParse(address).success).toBe(false);
});

test("a name has no character of which a header or a greeting is made", () => {
  for (const name of [
    "a\r\nBcc: x",
    "a,b",
    "a<b>",
    'a"b',
    "=?utf-8?q?a?=",
    "a@b",
    "a:b",
    "a\u202Eb",
    "a\u2028b",
  ])
    expect([name, Username.safeParse(name).success]).toEqual([name, false]);
});
