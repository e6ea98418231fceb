import { CATEGORIES, DIFFICULTIES, LANGUAGES } from "@fluentfusion/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  buildItems,
  buildLessons,
  courseHash,
  LANGUAGE_PAIRS,
  type Course,
  type Lesson,
} from "../src/index.ts";
import { authoredCourse } from "./course-under-test.ts";

const course = await authoredCourse();
const lessons = buildLessons(course);
const slugs = new Set(lessons.map(({ slug }) => slug));

describe("the course", () => {
  test("has lessons for speakers of each language in each other, in every situation", () => {
    for (const { target, native } of LANGUAGE_PAIRS) {
      const own = lessons.filter(
        (lesson) => lesson.targetLanguage === target && lesson.nativeLanguage === native,
      );
      expect(new Set(own.map(({ category }) => category)).size).toBe(CATEGORIES.length);
      expect(new Set(own.map(({ difficulty }) => difficulty)).size).toBe(DIFFICULTIES.length);
      expect(own.map(({ position }) => position)).toEqual(own.map((_, position) => position));
    }
  });

  test("names each lesson once and requires only lessons that come before", () => {
    expect(slugs.size).toBe(lessons.length);
    const positions = new Map(lessons.map((lesson) => [lesson.slug, lesson.position]));
    for (const { slug, position, prerequisites } of lessons) {
      for (const needed of prerequisites) {
        expect([slug, positions.get(needed)]).toEqual([slug, expect.any(Number)]);
        expect(positions.get(needed)).toBeLessThan(position);
      }
    }
  });

  test("has eight to fourteen exercises in a lesson, each of another number below thirty", () => {
    const odd = lessons.filter(({ exercises }) => {
      const numbers = exercises.map(({ number }) => number);
      const distinct = new Set(numbers).size === numbers.length;
      return !distinct || Math.max(...numbers) >= 30 || numbers.length < 8 || numbers.length > 14;
    });
    expect(odd.map(({ slug }) => slug)).toEqual([]);
  });

  test("teaches every item in some lesson, with its sources", () => {
    const taught = new Set(
      lessons.flatMap(({ content }) =>
        [...content.vocabulary, ...content.phrases].map((entry) => entry.itemSlug),
      ),
    );
    const items = buildItems(course).filter((item) => item.targetLanguage === "kinyarwanda");
    expect(items.filter(({ slug }) => !taught.has(slug))).toEqual([]);
    const unsourced = items.filter(
      ({ sources }) => sources.length === 0 || sources.some(({ where }) => where === ""),
    );
    expect(unsourced).toEqual([]);
    const silent = items.filter(({ accepted }) =>
      LANGUAGES.some((language) => accepted[language].length === 0),
    );
    expect(silent).toEqual([]);
    expect(items.filter(({ accepted, text }) => accepted.kinyarwanda[0] !== text)).toEqual([]);
  });

  test("shows speakers of Kinyarwanda an English title, and says that it is English", () => {
    const own = lessons.filter(({ nativeLanguage }) => nativeLanguage === "kinyarwanda");
    expect(new Set(own.map(({ titleLanguage }) => titleLanguage))).toEqual(new Set(["english"]));
  });

  test("shows an emergency number with the year of its source", () => {
    const notes = lessons.flatMap(({ content }) => content.culturalNotes);
    expect(notes.find(({ id }) => id === "cul-034")?.text).toMatch(/112.*\(source (of|de) 2016\)/);
    expect(notes.find(({ id }) => id === "cul-037")?.text).toMatch(/912.*\(source (of|de) 2024\)/);
  });
});

/** The course with one lesson only, changed. */
function withLesson(id: string, change: (lesson: Lesson) => Lesson): Course {
  return { ...course, lessons: course.lessons.filter((lesson) => lesson.id === id).map(change) };
}

describe("building", () => {
  test("gives the same lessons and hash for the same files", async () => {
    const again = await authoredCourse();
    expect(buildLessons(again)).toEqual(lessons);
    expect(courseHash(again)).toBe(courseHash(course));
  });

  test("gives another hash when a single accepted form is added", () => {
    const [first, ...rest] = course.items;
    if (first === undefined) throw new Error("no items");
    const english = { ...first.wording.english, accepted: [...first.wording.english.accepted, "Howdy"] };
    const items = [{ ...first, wording: { ...first.wording, english } }, ...rest];
    expect(courseHash({ ...course, items })).not.toBe(courseHash(course));
  });

  test("keeps the numbers of all other exercises wherever an item is put in, and whichever is taken out", () => {
    const id = "greetings-beginner-2";
    const slug = `kinyarwanda-from-french/${id}`;
    const numbered = (built: Course) =>
      buildLessons(built)
        .find((lesson) => lesson.slug === slug)
        ?.exercises.filter(({ itemSlug }) => itemSlug !== null)
        .map(({ number, itemSlug }) => `${number} ${itemSlug}`) ?? [];
    const before = numbered(course);
    fc.assert(
      fc.property(fc.nat(6), fc.nat(5), (place, taken) => {
        const added = numbered(
          withLesson(id, (lesson) => ({
            ...lesson,
            items: lesson.items.toSpliced(place, 0, { slot: 9, item: "gre-110" }),
          })),
        );
        expect(added.filter((exercise) => !exercise.endsWith("gre-110"))).toEqual(before);
        const kept = numbered(
          withLesson(id, (lesson) => ({ ...lesson, items: lesson.items.toSpliced(taken, 1) })),
        );
        expect(before).toEqual(expect.arrayContaining(kept));
      }),
      { numRuns: 20 },
    );
  });
});
