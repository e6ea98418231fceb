import { fetchJson, newAnswer } from "../suites/http/calls.ts";
import type { KnownExercise } from "../suites/http/course.ts";
import { PASSWORD } from "./identity.ts";

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
  for (let number = 0; number < answers; number += 1) {
    const exercise = exercises[number % exercises.length];
    if (exercise === undefined) throw new Error("the course has no exercises to answer");
    await fetchJson(port, { path: "/trpc/attempts.submit", token, body: newAnswer(exercise, number) });
  }
  return user.id;
}
