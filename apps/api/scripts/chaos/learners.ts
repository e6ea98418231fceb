import { setTimeout as sleep } from "node:timers/promises";

/** An exercise, with answers of which some are right. */
export interface Task {
  readonly exerciseId: string;
  readonly revision: number;
  readonly responses: readonly object[];
}

interface Prompt {
  readonly kind: string;
  readonly options?: readonly { id: string }[];
}

export interface Call {
  readonly path: string;
  readonly token: string | null;
  readonly input: unknown;
  readonly withinMs?: number;
}

export async function call(url: string, { path, token, input, withinMs = 4_000 }: Call) {
  const response = await fetch(`${url}/trpc/${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(input),
    signal: AbortSignal.timeout(withinMs),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

export async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const response = await fetch(`${url}/ready`).catch(() => null);
    if (response?.ok === true) return;
    await sleep(200);
  }
  throw new Error(`${url} does not become ready`);
}

/** Signed in for the whole run: an access token for each. */
export async function makeLearners(url: string, count: number): Promise<string[]> {
  const tokens: string[] = [];
  const input = { userType: "tourist", targetLanguage: "kinyarwanda" };
  for (let i = 0; i < count; i += 1) {
    const { text } = await call(url, { path: "auth.guest", token: null, input });
    const { result } = JSON.parse(text) as { result: { data: { accessToken: string } } };
    tokens.push(result.data.accessToken);
  }
  return tokens;
}

/** The answer of a query; throws where there is none. */
export async function query<T>(url: string, path: string, token: string, input: unknown): Promise<T> {
  const response = await fetch(`${url}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(10_000),
  });
  const { result } = (await response.json()) as { result?: { data: T } };
  if (result === undefined) throw new Error(`${path} answered ${response.status}`);
  return result.data;
}

/** What can be answered by picking or typing, from the first lessons of the course. */
export async function findTasks(url: string, token: string): Promise<Task[]> {
  const { items } = await query<{ items: { id: string }[] }>(url, "lessons.list", token, {});
  const lessons = await Promise.all(
    items.slice(0, 8).map(({ id }) =>
      query<{ exercises: { id: string; revision: number; prompt: Prompt }[] }>(url, "lessons.get", token, {
        lessonId: id,
      }),
    ),
  );
  return lessons
    .flatMap(({ exercises }) => exercises)
    .flatMap(({ id: exerciseId, revision, prompt }): Task[] => {
      if (prompt.kind === "choice") {
        const responses = (prompt.options ?? []).map((option) => ({ kind: "choice", optionId: option.id }));
        return [{ exerciseId, revision, responses }];
      }
      if (prompt.kind !== "type") return [];
      const responses = ["Muraho", "Mwaramutse", "Hello", "no idea"].map((text) => ({ kind: "type", text }));
      return [{ exerciseId, revision, responses }];
    });
}
