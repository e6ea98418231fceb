import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Asker, createWaitingLine } from "./waiting-line.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("who is known goes first, the others in order, and who has waited in vain is not worked for", async () => {
  const inTurn = createWaitingLine(1, 100, () => new Error("too late"));
  const begun: string[] = [];
  const ask = (asker: Asker, name: string, ms: number) =>
    inTurn(asker, async () => {
      begun.push(name);
      await new Promise((done) => setTimeout(done, ms));
    }).catch(({ message }: Error) => `${name}: ${message}`);
  const all = [
    ask("anybody", "first", 50),
    ask("anybody", "stranger", 200),
    ask("anybody", "another stranger", 1),
    ask("known", "owner", 10),
  ];
  await vi.advanceTimersByTimeAsync(99);
  expect(begun).toEqual(["first", "owner", "stranger"]);
  await vi.runAllTimersAsync();
  expect(await Promise.all(all)).toEqual([undefined, undefined, "another stranger: too late", undefined]);
  expect(begun).toHaveLength(3);
  // The place is free again.
  const later = ask("anybody", "later", 1);
  await vi.runAllTimersAsync();
  expect(await later).toBeUndefined();
});
