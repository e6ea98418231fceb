import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AT_WORK_MAX, createAdmission } from "./admission.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** As many as work at once, already at it. */
async function busy() {
  const admission = createAdmission(() => Date.now());
  const entered = await Promise.all(Array.from({ length: AT_WORK_MAX }, () => admission.enter("later")));
  return { admission, leave: entered.filter((left) => left !== null) };
}

test("a burst is served in order, answers of learners first", async () => {
  const { admission, leave } = await busy();
  const served: string[] = [];
  void admission.enter("later").then((left) => served.push(left === null ? "refused" : "list"));
  void admission.enter("first").then((left) => served.push(left === null ? "refused" : "answer"));
  await vi.advanceTimersByTimeAsync(0);
  leave[0]?.();
  leave[1]?.();
  leave[2]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(served).toEqual(["answer", "list"]);
});

test("who waited long enough is refused, and a place that is left twice is one place", async () => {
  const { admission, leave } = await busy();
  const answer = admission.enter("later");
  await vi.advanceTimersByTimeAsync(1000);
  expect(await answer).toBeNull();
  const { working } = admission.load();
  leave[0]?.();
  leave[0]?.();
  expect(admission.load().working).toBe(working - 1);
});

test("when the queue stands, newcomers are refused at once, and again served when it has drained", async () => {
  const { admission, leave } = await busy();
  const seconds = setInterval(() => void admission.enter("later"), 10);
  await vi.advanceTimersByTimeAsync(1500);
  const before = Date.now();
  const refused = admission.enter("later").then(() => Date.now());
  await vi.advanceTimersByTimeAsync(100);
  expect((await refused) - before).toBeLessThanOrEqual(20);
  clearInterval(seconds);
  await vi.advanceTimersByTimeAsync(2000);
  for (const left of leave) left();
  await vi.advanceTimersByTimeAsync(0);
  expect(admission.load()).toEqual({ working: 0, waiting: 0 });
});

/** How many may wait where a place becomes free after each such pause. */
async function inTime(pauseMs: number) {
  const { admission, leave } = await busy();
  const { length } = leave;
  for (let i = 0; i < 10; i += 1) void admission.enter("later");
  for (const left of leave.slice(0, length / 4)) {
    await vi.advanceTimersByTimeAsync(pauseMs);
    left();
  }
  let waiting = 0;
  while (!admission.isFull("later")) {
    void admission.enter("later");
    waiting += 1;
  }
  return { admission, waiting };
}

test("whose turn would come too late is refused at once, and the sooner the more slowly places become free", async () => {
  const [fast, slow] = [await inTime(1), await inTime(20)];
  expect(fast.waiting).toBeGreaterThan(100);
  expect(slow.waiting).toBeLessThan(fast.waiting / 3);
  // Answers of learners go before these.
  expect(slow.admission.isFull("first")).toBe(false);
});

test("the queue is bounded", async () => {
  const { admission } = await busy();
  for (let i = 0; i < 300; i += 1) void admission.enter("later");
  expect(admission.load().waiting).toBe(256);
  expect(await admission.enter("first")).toBeNull();
});
