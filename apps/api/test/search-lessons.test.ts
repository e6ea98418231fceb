import { afterAll, beforeAll, expect, test } from "vitest";
import { greetingsOfTheCourse, starterOf } from "./support/greetings-course.ts";
import { codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({}, { starter: starterOf(await greetingsOfTheCourse()) });
});

afterAll(() => app.close());

test("lessons are found by title, then words of either language, then description, however they are typed", async () => {
  const { client } = await app.register({ targetLanguage: "kinyarwanda", nativeLanguage: "english" });
  const all = (await client.lessons.list.query({})).items;
  const [hello, howAreYou] = all.map(({ slug }) => slug);
  const search = async (
    text: string,
    more: { nativeLanguage?: "french"; limit?: number; cursor?: number } = {},
  ) => {
    const page = await client.lessons.search.query({ text, ...more });
    return [page.items.map(({ slug }) => slug), page.nextCursor] as const;
  };
  expect(await search("HELLO")).toEqual([[hello], null]);
  expect(await search("muraho!")).toEqual([[hello], null]);
  expect(await search("amakuru")).toEqual([[howAreYou], null]);
  // A word is found from its beginning on.
  expect(await search("uraho")).toEqual([[hello], null]);
  expect(await search("raho")).toEqual([[], null]);
  expect(await search("?")).toEqual([[], null]);
  // "How are you?" is a title here; the other lesson's description only speaks of it, if at all.
  expect((await search("how are you"))[0]?.[0]).toBe(howAreYou);
  const french = (await client.lessons.list.query({ nativeLanguage: "french" })).items.map(
    ({ slug }) => slug,
  );
  expect(await search("ca va", { nativeLanguage: "french" })).toEqual([[french[1]], null]);
  expect(await search("bonjour", { nativeLanguage: "french", limit: 1 })).toEqual([[french[0]], null]);
  await expect(codeOf(client.lessons.search.query({ text: "" }))).resolves.toBe("INPUT_INVALID");
});
