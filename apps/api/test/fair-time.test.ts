import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFairTime } from "../scripts/chaos/fair-time.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("seconds in which nobody could be served are not counted against a server, and all are once nothing befalls it", () => {
  let acknowledged = 0;
  let isOver = false;
  const time = createFairTime({ acknowledged: () => acknowledged, isOver: () => isOver });
  vi.advanceTimersByTime(90_000);
  expect(time.seconds()).toBe(0);
  for (let second = 0; second < 10; second += 1) {
    acknowledged += second % 2;
    vi.advanceTimersByTime(1_000);
  }
  expect(time.seconds()).toBe(5);
  isOver = true;
  vi.advanceTimersByTime(60_000);
  expect(time.seconds()).toBe(65);
  time.stop();
  vi.advanceTimersByTime(60_000);
  expect(time.seconds()).toBe(65);
});
