import { isDeepStrictEqual } from "node:util";
import type { ServerProcess } from "../../servers/server-process.ts";
import { fetchJson, firstPage, getLesson, listLessons, newAnswer, recommendations } from "./calls.ts";
import type { Stand } from "./stand.ts";

interface Lesson {
  readonly id: string;
  readonly content?: { readonly vocabulary: readonly unknown[]; readonly phrases: readonly unknown[] };
  readonly exercises?: readonly { readonly id: string }[];
}

function expectSame(what: string, product: unknown, plain: unknown): void {
  if (isDeepStrictEqual(product, plain)) return;
  const [one, other] = [product, plain].map((value) => JSON.stringify(value).slice(0, 500));
  throw new Error(`the peers answer differently, ${what}: ${one} and ${other}`);
}

const contentOf = ({ id, content, exercises }: Lesson) => ({
  id,
  vocabulary: content?.vocabulary,
  phrases: content?.phrases,
  exercises: exercises?.map((exercise) => exercise.id),
});

const idsOf = ({ items }: { items: readonly Lesson[] }) => items.map(({ id }) => id);

type Data = { readonly items: readonly Lesson[]; readonly attemptId: string } & Lesson;
const dataOf = (text: string) => (JSON.parse(text) as { result: { data: Data } }).result.data;

/**
 * Checks before anything is measured that product and plain peer answer the same with 200.
 *
 * @returns the product's answers, which the static peer gives as constants
 */
export async function verifyPeers(
  { crowd, course }: Stand,
  product: ServerProcess,
  plain: ServerProcess,
): Promise<Record<string, string>> {
  const [token, plainToken] = [crowd.tokens[0] ?? "", crowd.plainTokens[0] ?? ""];
  const [lessonId = "", exercise] = [course.lessonIds[0], course.exercises[0]];
  if (exercise === undefined) throw new Error("the course has no exercises to answer");
  const ask = (path: string) => fetchJson(product.port, { path, token });
  const askPlain = async (path: string) =>
    JSON.parse(await fetchJson(plain.port, { path, token: plainToken })) as { items: Lesson[] } & Lesson;
  const list = await ask(listLessons(0));
  expectSame("the list", idsOf(dataOf(list)), idsOf(await askPlain("/lessons?cursor=0")));
  expectSame("the length of the list", dataOf(list).items.length, 20);
  const detail = await ask(getLesson(lessonId));
  expectSame("the lesson", contentOf(dataOf(detail)), contentOf(await askPlain(`/lessons/${lessonId}`)));
  const recommend = await ask(recommendations());
  const plainRecommend = await askPlain("/recommendations");
  expectSame("recommendations", dataOf(recommend).items.length, plainRecommend.items.length);
  await askPlain("/me");
  await askPlain("/progress");
  const page = await ask(firstPage(lessonId));
  const failed = (JSON.parse(page) as { error?: unknown }[]).filter(({ error }) => error !== undefined);
  expectSame("the calls of the batch that fail", failed, []);
  const body = newAnswer(exercise, 0);
  const submit = await fetchJson(product.port, { path: "/trpc/attempts.submit", token, body });
  const plainBody = { ...newAnswer(exercise, 0), lessonId: exercise.lessonId };
  await fetchJson(plain.port, { path: "/attempts", token: plainToken, body: plainBody });
  expectSame("the receipt", dataOf(submit).attemptId, body.id);
  return { list, detail, recommend, page, submit };
}

/** The original's stack has no revisions and other ids of exercises: the same lessons, and as many of them. */
export async function verifyOriginal({ crowd, course }: Stand, original: ServerProcess): Promise<void> {
  const token = crowd.plainTokens[0] ?? "";
  const ask = async (path: string) =>
    JSON.parse(await fetchJson(original.port, { path, token })) as { items: Lesson[] } & Lesson;
  expectSame("the list", idsOf(await ask("/lessons?cursor=0")), course.lessonIds.slice(0, 20));
  expectSame("the lesson", (await ask(`/lessons/${course.lessonIds[0] ?? ""}`)).id, course.lessonIds[0]);
  expectSame("recommendations", (await ask("/recommendations")).items.length, 5);
}
