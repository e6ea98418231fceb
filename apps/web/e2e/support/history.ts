import { type Client, createClient, newId } from "@fluentfusion/client";
import type { Exercise, ExerciseResponse } from "@fluentfusion/contract";
import { CATEGORIES, type ExerciseKey } from "@fluentfusion/core";
import { PASSWORD } from "./learner.ts";
import type { World } from "./world.ts";

const DAY_MS = 86_400_000;

/** The key as somebody who knows it would write it. */
function rightAnswer(key: ExerciseKey): ExerciseResponse {
  switch (key.kind) {
    case "choice":
    case "dialogue":
      return { kind: key.kind, optionId: key.optionId };
    case "type":
    case "cloze":
    case "listen":
      return { kind: key.kind, text: key.accepted[0] ?? "" };
    case "order":
      return { kind: "order", tokens: (key.accepted[0] ?? "").split(" ") };
    case "match":
      return { kind: "match", pairs: key.pairs.map(([left, right]) => [left, right]) };
    case "self_check":
      return { kind: "self_check", knew: true };
  }
}

export interface Somebody {
  readonly email: string;
  readonly client: Client;
  /** A lesson that is not done, further down the list. */
  readonly laterLesson: string;
}

/** Does a whole lesson some days ago, after one answer that is wrong and disputed. */
async function learn(world: World, { api }: Client, lessonId: string, daysAgo: number): Promise<void> {
  const id = newId();
  const { exercises } = await api.session.start.mutate({ id, mode: "lesson", lessonId });
  const attemptOf = (exercise: Exercise, response: ExerciseResponse) => ({
    type: "attempt" as const,
    id: newId(),
    exerciseId: exercise.id,
    revision: exercise.revision,
    sittingId: id,
    response,
    answeredAt: new Date(Date.now() - daysAgo * DAY_MS).toISOString(),
    timeZone: "Africa/Kigali",
    elapsedMs: 6_000,
  });
  const typed = exercises.find(({ prompt }) => prompt.kind === "type");
  const wrong = typed === undefined ? [] : [attemptOf(typed, { kind: "type", text: "something else" })];
  const right = exercises.map((exercise) => attemptOf(exercise, rightAnswer(world.solve(exercise.prompt))));
  const disputes = wrong.map(({ id: attemptId }) => ({
    type: "dispute" as const,
    id: newId(),
    attemptId,
    reason: "We say it at the lake.",
  }));
  await api.sync.push.mutate({ events: [...wrong, ...disputes, ...right] });
  await api.session.finish.mutate({ sittingId: id });
}

/** Somebody with days behind them: lessons of every situation done, answers disputed, a plan made. */
export async function somebodyWithHistory(
  world: World,
  nativeLanguage: "english" | "french",
): Promise<Somebody> {
  const client = createClient({ url: world.url });
  const id = newId();
  const email = `${id}@example.org`;
  await client.register({
    username: `Keza ${id.slice(-8)}`,
    email,
    password: PASSWORD,
    userType: "tourist",
    targetLanguage: "kinyarwanda",
    nativeLanguage,
    timeZone: "Africa/Kigali",
  });
  const { api } = client;
  const { items } = await api.lessons.list.query({ limit: 100 });
  const lessons = CATEGORIES.flatMap((category) =>
    items.filter((lesson) => lesson.category === category).slice(0, 2),
  );
  for (const [place, lesson] of lessons.entries())
    await learn(world, client, lesson.id, lessons.length - place);
  const arrival = new Date(Date.now() + 20 * DAY_MS).toISOString().slice(0, 10);
  await api.plan.set.mutate({ arrivalOn: arrival, minutesPerDay: 15, situations: ["food", "greetings"] });
  return { email, client, laterLesson: items.at(-1)?.id ?? "" };
}
