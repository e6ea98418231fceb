import { v7 as uuidV7 } from "uuid";
import type { HttpRequest } from "../../load/request.ts";
import type { KnownExercise } from "./course.ts";

/** How the procedures of the product are called over HTTP, as its client does. */

const query = (path: string, input?: unknown) =>
  input === undefined ? `/trpc/${path}` : `/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;

export const listLessons = (cursor: number) => query("lessons.list", { limit: 20, cursor });
export const getLesson = (lessonId: string) => query("lessons.get", { lessonId });
export const recommendations = () => query("recommendations.list", { limit: 5 });

export const pullLog = () => query("sync.pull", { after: 0, limit: 100 });

/** What the first page of the app asks for, in one request. */
export function firstPage(lessonId: string): string {
  const calls: readonly (readonly [string, unknown?])[] = [
    ["me.get"],
    ["lessons.list", { limit: 20, cursor: 0 }],
    ["lessons.get", { lessonId }],
    ["recommendations.list", { limit: 5 }],
    ["progress.summary"],
  ];
  const inputs = Object.fromEntries(
    calls.flatMap(([, input], index) => (input === undefined ? [] : [[index, input]])),
  );
  return `/trpc/${calls.map(([path]) => path).join(",")}?batch=1&input=${encodeURIComponent(JSON.stringify(inputs))}`;
}

/** A new answer to an exercise; one in four is wrong. */
export function newAnswer(exercise: KnownExercise, number: number) {
  const text = number % 4 === 3 ? `not ${exercise.response.text}` : exercise.response.text;
  return {
    id: uuidV7(),
    exerciseId: exercise.id,
    revision: exercise.revision,
    response: { kind: "type", text },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
    elapsedMs: 4_000,
  };
}

/** @throws when the answer is not 2xx, with what the server said */
export async function fetchJson(port: number, { path, token, body, address }: HttpRequest): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(address === undefined ? {} : { "x-forwarded-for": address }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`${path.split("?", 1)[0]} answered ${response.status}: ${text.slice(0, 300)}`);
  return text;
}
