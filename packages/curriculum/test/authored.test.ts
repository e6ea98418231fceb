import { expect, test } from "vitest";
import {
  baseHash,
  buildLessonNamed,
  buildLessons,
  checkAuthored,
  parseAuthored,
  withAuthored,
  writeAuthored,
} from "../src/index.ts";
import { authoredCourse } from "./course-under-test.ts";

const course = await authoredCourse();
const HELLO = "greetings-beginner-1";

const plain = ({ at: _at, ...rest }: { readonly at: string }) => rest;

test("every lesson that is written out and read again is the same", () => {
  for (const lesson of course.lessons) {
    const parsed = parseAuthored(lesson.id, writeAuthored(course, lesson.id) ?? "", course);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    expect(plain(parsed.authored.lesson)).toEqual(plain(lesson));
    const items = new Map(course.items.map((item) => [item.id, item]));
    for (const item of parsed.authored.items) {
      expect(plain(item)).toEqual(plain(items.get(item.id) ?? item));
    }
  }
});

test("one lesson is built as it is with the whole course", () => {
  const whole = buildLessons(course).filter(({ slug }) => slug.endsWith(`/${HELLO}`));
  expect(buildLessonNamed(course, HELLO)).toEqual(whole);
});

test("what is wrong with a lesson is told with the line where it stands", () => {
  const text = writeAuthored(course, HELLO) ?? "";
  const lineOf = (part: string) => text.slice(0, text.indexOf(part)).split("\n").length;
  const broken = parseAuthored(HELLO, text.replace("minutes: ", "minutes: 1"), course);
  expect(broken).toMatchObject({ ok: false, problems: [{ line: lineOf("minutes: ") }] });
  expect(parseAuthored("hello", text, course)).toMatchObject({ ok: false });
  expect(parseAuthored("greetings-hard-1", text, course)).toMatchObject({ ok: false });
  const collides = parseAuthored(HELLO, text.replace("- Hi\n", "- Thank you\n"), course);
  if (!collides.ok) throw new Error(JSON.stringify(collides.problems));
  expect(checkAuthored(course, collides.authored)).toEqual([
    { line: lineOf("id: gre-001"), message: expect.stringMatching(/accepted: "Thank you" is the answer to/) },
  ]);
  const unknown = parseAuthored(HELLO, text.replace(/item: gre-\d+/, "item: gre-999"), course);
  if (!unknown.ok) throw new Error(JSON.stringify(unknown.problems));
  expect(checkAuthored(course, unknown.authored)).toContainEqual({
    line: lineOf("item: gre-"),
    message: `${HELLO}: gre-999 is no item`,
  });
});

test.each([
  ["lists", "- ".repeat(10_000)],
  ["lists in brackets", "[".repeat(10_000)],
  ["maps in braces", "{a: ".repeat(10_000)],
  ["keys that are values", "? ".repeat(10_000)],
  ["indented maps", Array.from({ length: 250 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
])("%s within others are read no further than a lesson may be deep", (_, text) => {
  const parsed = parseAuthored(HELLO, `title: Hello\n${text}`, course);
  expect(parsed).toMatchObject({ ok: false, problems: [{ message: "values stand too deep within others" }] });
});

test.each([
  ["turned around", String.raw`\u202E`],
  ["isolated", String.raw`\u2066`],
  ["of no width", String.raw`\u200B`],
  ["a byte order mark", String.raw`\uFEFF`],
  ["a hidden tag", String.raw`\U000E0041`],
  ["a line separator", String.raw`\u2028`],
  ["half a surrogate", String.raw`\uD800`],
  ["a bell", String.raw`\a`],
])("a text that cannot be seen as it is written is refused: %s", (_, escape) => {
  const text = writeAuthored(course, HELLO) ?? "";
  const write = (title: string) =>
    parseAuthored(HELLO, text.replace(/english: .*/, `english: "${title}"`), course);
  expect(write("Hello and goodbye").ok).toBe(true);
  expect(write(`Hello${escape}and goodbye`)).toMatchObject({
    ok: false,
    problems: [{ message: expect.stringContaining("english: must be one line") }],
  });
});

test("a lesson is one document", () => {
  const parsed = parseAuthored(HELLO, "title: Hello\n---\ntitle: Bye\n", course);
  expect(parsed).toMatchObject({ ok: false, problems: [{ line: 2, message: "a file is one document" }] });
});

test("a lesson written in the app holds until its file changes", () => {
  const parsed = parseAuthored(HELLO, writeAuthored(course, HELLO) ?? "", course);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { authored } = parsed;
  const before = baseHash(course, authored);
  const elsewhere = course.lessons.map((one) => (one.id === HELLO ? one : { ...one, minutes: 12 }));
  expect(baseHash({ ...course, lessons: elsewhere }, authored)).toBe(before);
  const here = course.lessons.map((one) => (one.id === HELLO ? { ...one, minutes: 12 } : one));
  expect(baseHash({ ...course, lessons: here }, authored)).not.toBe(before);
  expect(withAuthored(course, authored).lessons.map(({ id }) => id)).toEqual(
    course.lessons.map(({ id }) => id),
  );
});
