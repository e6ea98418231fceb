import { setTimeout as sleep } from "node:timers/promises";
import type { AppRouter } from "@fluentfusion/api";
import { createTRPCClient, httpLink, retryLink } from "@trpc/client";
import { v7 as uuidV7 } from "uuid";
import type { Client } from "./test-app.ts";

export const PASSWORD = "imigongo and hills";

/** What became of calls that were made again, as they were. */
export interface Tally {
  /** No server has answered: the one that had the call went away. */
  unanswered: number;
  /** A server has said that it cannot now. */
  refused: number;
}

const TRIES_MAX = 200;

/**
 * A client that makes a call again as it was, where nothing or a refusal for now has come of it.
 *
 * @param accessToken "" for the stranger
 */
export function clientOf(
  url: string,
  accessToken = "",
  tally: Tally = { unanswered: 0, refused: 0 },
): Client {
  const repeat = retryLink<AppRouter>({
    retry: ({ error, attempts }) => {
      // What a server has said comes with a code.
      const code: unknown = error.data?.code;
      if (code === undefined) tally.unanswered += 1;
      else if (code === "UNAVAILABLE" || code === "OVERLOADED") tally.refused += 1;
      else return false;
      return attempts < TRIES_MAX;
    },
    retryDelayMs: () => 50,
  });
  const headers = accessToken === "" ? {} : { authorization: `Bearer ${accessToken}` };
  return createTRPCClient<AppRouter>({ links: [repeat, httpLink({ url: `${url}/trpc`, headers })] });
}

export interface Account {
  readonly email: string;
  readonly userId: string;
  readonly accessToken: string;
}

export async function signUp(url: string): Promise<Account> {
  const name = `learner ${uuidV7().slice(-8)}`;
  const email = `${name.replace(" ", ".")}@example.org`;
  const { user, accessToken } = await clientOf(url).auth.register.mutate({
    username: name,
    email,
    password: PASSWORD,
    userType: "tourist",
    targetLanguage: "kinyarwanda",
  });
  return { email, userId: user.id, accessToken };
}

/** Answers to the first exercise that is typed, each under an id of its own. */
export async function answersOf(client: Client) {
  const { items } = await client.lessons.list.query({});
  const lesson = await client.lessons.get.query({ lessonId: items[0]?.id ?? "" });
  const exercise = lesson.exercises.find(({ prompt }) => prompt.kind === "type");
  if (exercise === undefined) throw new Error("nothing to type");
  return () => ({
    id: uuidV7(),
    exerciseId: exercise.id,
    revision: exercise.revision,
    response: { kind: "type" as const, text: "Muraho" },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
  });
}

export interface LoadOutcome extends Tally {
  /** Ids of answers whose receipt has come. */
  readonly acknowledged: readonly string[];
}

/** Between two calls of a learner. */
const PAUSE_MS = 40;
const ANSWERS_A_VISIT = 8;

/**
 * So many learners go about their day at this address while some work is done: each signs in, answers, looks at what is
 * known and what is next, signs out, and begins anew.
 *
 * @throws when a server refuses a call for good, or a learner does not find what was acknowledged
 */
export async function underLoad(url: string, count: number, work: () => Promise<void>): Promise<LoadOutcome> {
  const acknowledged: string[] = [];
  const tally: Tally = { unanswered: 0, refused: 0 };
  const over = new AbortController();

  async function live({ email }: Account): Promise<void> {
    const signedIn = await clientOf(url, "", tally).auth.login.mutate({ email, password: PASSWORD });
    const client = clientOf(url, signedIn.accessToken, tally);
    const answer = await answersOf(client);
    for (let turn = 0; turn < ANSWERS_A_VISIT && !over.signal.aborted; turn += 1) {
      const input = answer();
      await client.attempts.submit.mutate(input);
      acknowledged.push(input.id);
      await sleep(PAUSE_MS);
      await client.recommendations.list.query();
      await client.progress.summary.query();
      const { items } = await client.attempts.list.query({ limit: 1 });
      if (items[0]?.id !== input.id) throw new Error(`${input.id} was acknowledged and is not the newest`);
      await sleep(PAUSE_MS);
    }
    await client.auth.logout.mutate({ refreshToken: signedIn.refreshToken ?? "" });
  }

  const accounts = await Promise.all(Array.from({ length: count }, () => signUp(url)));
  const lives = Promise.all(
    accounts.map(async (account) => {
      while (!over.signal.aborted) await live(account);
    }),
  );
  try {
    // Whoever fails ends the work.
    await Promise.race([work(), lives]);
  } finally {
    over.abort();
  }
  await lives;
  return { acknowledged, ...tally };
}
