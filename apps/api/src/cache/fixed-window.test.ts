import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { spend } from "../limits/spend.ts";
import { fixedMemory } from "./fixed-window.ts";

const limit = { name: "some", points: 5, seconds: 60, window: "fixed" } as const;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "setInterval"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The same, which forgets nothing. */
function neverForgetting() {
  const spans = new Map<string, { spent: number; endsAt: number }>();
  return (key: string) => {
    const now = performance.now();
    const known = spans.get(key);
    const span = known !== undefined && known.endsAt > now ? known : { spent: 0, endsAt: now + 60_000 };
    span.spent += 1;
    spans.set(key, span);
    return {
      isAllowed: span.spent <= limit.points,
      remaining: Math.max(0, limit.points - span.spent),
      resetMs: Math.ceil(span.endsAt - now),
    };
  };
}

test("each key has its own span, from its first point on, however the keys come", async () => {
  const limiter = fixedMemory(limit);
  const expected = neverForgetting();
  let chance = 1;
  const next = (below: number) => {
    chance = (chance * 48_271) % 2_147_483_647;
    return chance % below;
  };
  for (let step = 0; step < 5_000; step += 1) {
    // Now and then nobody asks for longer than a span, or than two.
    vi.advanceTimersByTime(step % 500 === 499 ? next(200_000) : next(2_000));
    const key = String(next(20));
    expect(await spend(limiter, limit, key, 1)).toMatchObject(expected(key));
  }
});

test("what was given back can be spent again, and a key that is deleted begins anew", async () => {
  const limiter = fixedMemory(limit);
  await spend(limiter, limit, "a", 5);
  await limiter.reward("a", 2);
  expect(await spend(limiter, limit, "a", 3)).toMatchObject({ isAllowed: false });
  expect(await limiter.delete("a")).toBe(true);
  expect(await limiter.delete("a")).toBe(false);
  expect(await spend(limiter, limit, "a", 5)).toMatchObject({ isAllowed: true, remaining: 0 });
});

test("no key has a timer", async () => {
  const limiter = fixedMemory(limit);
  for (let key = 0; key < 100; key += 1) await spend(limiter, limit, String(key), 1);
  expect(vi.getTimerCount()).toBe(0);
});
