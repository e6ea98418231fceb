import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism, getPriority } from "node:os";
import { expect, test } from "vitest";
import { createPasswords } from "./password.ts";
import type { Asker } from "./waiting-line.ts";

test("a password is known again however a device composes its letters, and no other is", async () => {
  const passwords = createPasswords();
  const stored = await passwords.hash("caf\u00e9 y'i Kigali");
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(passwords.isOutdated(stored)).toBe(false);
  expect(await passwords.verify(stored, "cafe\u0301 y'i Kigali", "anybody")).toBe(true);
  expect(await passwords.verify(stored, "cafe y'i Kigali", "anybody")).toBe(false);
  expect(await passwords.verify(null, "cafe y'i Kigali", "anybody")).toBe(false);
});

test("of a storm of sign-ins as many are at work as there are processors, some wait, and the others are told to come back", async () => {
  const passwords = createPasswords();
  const others = 10;
  const room = availableParallelism() + 64;
  const ask = (count: number, asker: Asker) =>
    Promise.allSettled(Array.from({ length: count }, () => passwords.verify(null, "a guess", asker)));
  const storm = ask(room + others, "anybody");
  expect(passwords.load()).toEqual({ working: availableParallelism(), waiting: 64 });
  // Who is known still has room, though not without an end.
  const known = ask(33, "known");
  expect((await known).map(({ status }) => status)).toEqual([
    ...Array.from({ length: 32 }, () => "fulfilled"),
    "rejected",
  ]);
  const refused = (await storm).filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(others);
  expect(refused[0]).toMatchObject({ reason: { code: "OVERLOADED" } });
  expect(passwords.load()).toEqual({ working: 0, waiting: 0 });
}, 120_000);

test("who has waited too long for a turn is told to come back, and leaves room", async () => {
  const passwords = createPasswords(1);
  const count = availableParallelism() * 2 + 20;
  const asked = Array.from({ length: count }, () => passwords.verify(null, "a guess", "anybody"));
  const refused = (await Promise.allSettled(asked)).filter(({ status }) => status === "rejected");
  expect(refused.length).toBeGreaterThan(0);
  for (const one of refused) expect(one).toMatchObject({ reason: { code: "OVERLOADED" } });
  expect(passwords.load()).toEqual({ working: 0, waiting: 0 });
  expect(await passwords.verify(null, "a guess", "anybody")).toBe(false);
}, 60_000);

/** The nineteenth field of a thread, after its name in brackets (proc(5)). */
function priorities(): number[] {
  return readdirSync("/proc/self/task").map((id) => {
    const fields = readFileSync(`/proc/self/task/${id}/stat`, "utf8").replace(/^.*\) /s, "");
    return Number(fields.split(" ")[16]);
  });
}

test.runIf(process.platform === "linux")("threads that hash yield to the one that answers", async () => {
  await createPasswords().hash("imigongo and hills");
  const lower = Math.min(19, getPriority() + 10);
  expect(priorities().filter((nice) => nice === lower).length).toBeGreaterThan(0);
});
