import { expect, test } from "vitest";
import { createMemoryCache } from "../cache/memory-cache.ts";
import { createLiveLog } from "../features/events/live-log.ts";
import { createLearnerChanges } from "./learner-changes.ts";

const LEARNER = "a learner";

test("another instance hears of a change, and of a log that grows without a call of its learner", async () => {
  const cache = createMemoryCache();
  const [one, other] = [await createLearnerChanges(cache), await createLearnerChanges(cache)];
  const liveLog = await createLiveLog(cache, async () => new Map());
  const stamps = [other.stampOf(LEARNER)];
  await one.tell(LEARNER);
  stamps.push(other.stampOf(LEARNER));
  await liveLog.tell(LEARNER);
  stamps.push(other.stampOf(LEARNER));
  expect(new Set(stamps).size).toBe(3);
  expect(other.stampOf("somebody else")).toBe(0);
  liveLog.stop();
  await cache.close();
});
