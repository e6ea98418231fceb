import { at } from "../suites/http/each-learner.ts";
import { fetchJson, newAnswer } from "../suites/http/calls.ts";
import type { KnownExercise } from "../suites/http/course.ts";
import { PASSWORD } from "./identity.ts";

/** Answers in one request, as many as the product takes. */
const PUSH = 50;

/**
 * Makes an account through the product and answers exercises in its name, so that what is copied afterwards is what the
 * product stores.
 *
 * @returns the id of the account
 */
export async function makePrototype(
  port: number,
  name: string,
  exercises: readonly KnownExercise[],
  answers: number,
): Promise<string> {
  const body = {
    username: name,
    email: `${name}@example.org`,
    password: PASSWORD,
    userType: "tourist",
    targetLanguage: "kinyarwanda",
    nativeLanguage: "english",
  };
  const registered = await fetchJson(port, { path: "/trpc/auth.register", body });
  const { accessToken: token, user } = (
    JSON.parse(registered) as { result: { data: { accessToken: string; user: { id: string } } } }
  ).result.data;
  for (let done = 0; done < answers; done += PUSH) {
    const events = Array.from({ length: Math.min(PUSH, answers - done) }, (_, index) => {
      const number = done + index;
      return { type: "attempt", ...newAnswer(at(exercises, number), number) };
    });
    const pushed = await fetchJson(port, { path: "/trpc/sync.push", token, body: { events } });
    const { results } = (JSON.parse(pushed) as { result: { data: { results: { status: string }[] } } }).result
      .data;
    const refused = results.find(({ status }) => status !== "accepted");
    if (refused !== undefined) throw new Error(`an answer was refused: ${JSON.stringify(refused)}`);
  }
  return user.id;
}
