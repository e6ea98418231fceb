import { setTimeout as sleep } from "node:timers/promises";
import { call, query, type Task, untilReady } from "./learners.ts";
import { newId } from "./random.ts";
import type { Api } from "./stage/api.ts";

/** What instances keep of a learner until something changes, and what they keep for everybody. */
const KEPT = ["progress.summary", "progress.history", "badges.mine", "lessons.list"] as const;
/** A change is heard by the other instances within this. */
const HEARD_WITHIN_MS = 1_000;

interface Asked {
  readonly apis: readonly Api[];
  readonly tokens: readonly string[];
}

/** A page, from an instance that may have something else to do for a moment. */
async function pageOf(url: string, path: string, token: string): Promise<string> {
  const input = path === "lessons.list" ? {} : undefined;
  for (let triesLeft = 50; ; triesLeft -= 1) {
    try {
      return JSON.stringify(await query<unknown>(url, path, token, input));
    } catch (error) {
      if (triesLeft === 0) throw error;
      await sleep(200);
    }
  }
}

async function answersOf({ apis, tokens }: Asked): Promise<Map<string, string>> {
  const asked = apis.flatMap(({ url }, index) =>
    tokens.flatMap((token, learner) =>
      KEPT.map(async (path): Promise<[string, string]> => [
        `${path} of learner ${learner} at API ${index}`,
        await pageOf(url, path, token),
      ]),
    ),
  );
  return new Map(await Promise.all(asked));
}

/**
 * Whether what instances keep in memory is what the database says: some learners' pages are asked for, each learner answers once
 * more at one instance, and then the pages of both are held against those of new processes, which have nothing in memory.
 */
export async function checkKept(asked: Asked, task: Task): Promise<string[]> {
  const { apis, tokens } = asked;
  await answersOf(asked);
  for (const [index, token] of tokens.entries()) {
    const input = {
      id: newId(),
      exerciseId: task.exerciseId,
      revision: task.revision,
      sittingId: null,
      response: task.responses[0],
      answeredAt: new Date().toISOString(),
      timeZone: "Africa/Kigali",
    };
    const { url } = apis[index % apis.length] as Api;
    const { status, text } = await call(url, { path: "attempts.submit", token, input, withinMs: 10_000 });
    if (status !== 200) return [`no answer was taken in quiet: ${status} ${text.slice(0, 200)}`];
  }
  await sleep(HEARD_WITHIN_MS);
  const kept = await answersOf(asked);
  for (const api of apis) api.kill();
  await Promise.all(apis.map(({ url }) => untilReady(url)));
  const fresh = await answersOf(asked);
  return [...kept].flatMap(([name, text]) =>
    text === fresh.get(name)
      ? []
      : [
          `kept and no longer so: ${name}: ${text.slice(0, 100)} instead of ${fresh.get(name)?.slice(0, 100) ?? ""}`,
        ],
  );
}
