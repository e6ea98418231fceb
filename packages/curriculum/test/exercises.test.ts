import {
  buildLexicon,
  gradeAnswer,
  LIMITS,
  normaliseAnswer,
  type ExercisePrompt,
  type ExerciseResponse,
  type Language,
} from "@fluentfusion/core";
import { describe, expect, test } from "vitest";
import { indexCourse } from "../src/build/course-index.ts";
import {
  buildItems,
  buildLessons,
  lexiconForms,
  type BuiltExercise,
  type BuiltLesson,
} from "../src/index.ts";
import { formsOf } from "../src/wording.ts";
import { authoredCourse } from "./course-under-test.ts";

const course = await authoredCourse();
const lessons = buildLessons(course);
const items = new Map(buildItems(course).map((item) => [item.slug, item]));
const index = indexCourse(course);
const lexicon = buildLexicon(lexiconForms(course));
const all = lessons.flatMap((lesson) =>
  lesson.exercises.map((exercise) => ({ lesson, exercise, name: `${lesson.slug}#${exercise.number}` })),
);

function answerLanguage(prompt: ExercisePrompt): Language | null {
  return "answerLanguage" in prompt ? prompt.answerLanguage : null;
}

function grade({ prompt, key, strict }: BuiltExercise, response: ExerciseResponse) {
  return gradeAnswer({ key, response, answerLanguage: answerLanguage(prompt), strict, lexicon });
}

/** The names of the exercises of which something is not so. */
function failing(isWrong: (exercise: BuiltExercise, lesson: BuiltLesson) => boolean): string[] {
  return all.filter(({ exercise, lesson }) => isWrong(exercise, lesson)).map(({ name }) => name);
}

/** The words of a phrase in lower case, without the punctuation around them. */
const wordsIn = (form: string) => form.toLowerCase().match(/[\p{L}\p{N}](?:\S*[\p{L}\p{N}])?/gu) ?? [];
const lower = (texts: readonly string[]) => texts.map((text) => text.toLowerCase());

/** What a learner may send and must get full marks for. */
function rightResponses({ key }: BuiltExercise): ExerciseResponse[] {
  if (key.kind === "self_check") return [{ kind: "self_check", knew: true }];
  if (key.kind === "match") return [{ kind: "match", pairs: key.pairs }];
  if ("optionId" in key) return [{ kind: key.kind, optionId: key.optionId }];
  if (key.kind === "order") return key.accepted.map((form) => ({ kind: "order", tokens: wordsIn(form) }));
  return key.accepted.map((text) => ({ kind: key.kind as "type" | "cloze" | "listen", text }));
}

/** Its words without case, punctuation and accents, between spaces. */
const plain = (text: string, language: Language) =>
  ` ${normaliseAnswer(text, language).normalize("NFD").replaceAll(/\p{M}/gu, "")} `;

describe("every exercise", () => {
  test("asks for nothing that can be copied from what it shows", () => {
    const copied = failing(({ prompt, key }) => {
      if ((prompt.kind !== "type" && prompt.kind !== "cloze") || !("accepted" in key)) return false;
      const shown = plain(prompt.kind === "type" ? prompt.text : prompt.hint, prompt.answerLanguage);
      return key.accepted.some((form) => shown.includes(plain(form, prompt.answerLanguage)));
    });
    expect(copied).toEqual([]);
  });

  test("gives full marks for each answer of its key", () => {
    const refused = failing((exercise) =>
      rightResponses(exercise).some((response) => {
        const { outcome, score } = grade(exercise, response);
        return outcome !== (exercise.kind === "self_check" ? outcome : "correct") || score !== 1;
      }),
    );
    expect(refused).toEqual([]);
  });

  test("calls each wrong option wrong", () => {
    const forgiving = failing((exercise) => {
      const { prompt, key } = exercise;
      if (!("options" in prompt) || !("optionId" in key)) return false;
      const wrong = prompt.options.filter(({ id }) => id !== key.optionId);
      return wrong.some(({ id }) => grade(exercise, { kind: prompt.kind, optionId: id }).outcome !== "wrong");
    });
    expect(forgiving).toEqual([]);
  });

  test("fits what an answer may be", () => {
    const unfit = failing(({ prompt, key }) => {
      const forms = "accepted" in key ? key.accepted : [""];
      const tooLong = forms.some((form) => form.length > LIMITS.answerMaxChars);
      const tokens = prompt.kind === "order" ? prompt.tokens.length : 0;
      const pairs = prompt.kind === "match" ? prompt.left.length : 0;
      return forms.length === 0 || tooLong || tokens > LIMITS.orderTokensMax || pairs > LIMITS.matchPairsMax;
    });
    expect(unfit).toEqual([]);
  });

  test("of an emergency is strict, and no other", () => {
    expect(failing(({ strict }, { category }) => strict !== (category === "emergency"))).toEqual([]);
  });

  test("never asks to produce what waits for a native speaker", () => {
    const produced = all.filter(({ exercise }) =>
      ["type", "listen", "cloze", "order"].includes(exercise.kind),
    );
    const underReview = produced.filter(
      ({ exercise }) => items.get(exercise.itemSlug ?? "")?.review !== false,
    );
    expect(underReview.map(({ name }) => name)).toEqual([]);
  });
});

describe("a choice", () => {
  const choices = all.flatMap(({ exercise, name }) => {
    const { prompt, key } = exercise;
    return prompt.kind === "choice" && key.kind === "choice" ? [{ prompt, key, exercise, name }] : [];
  });

  test("has four different options and one of them right", () => {
    const odd = choices.filter(({ prompt, key }) => {
      const texts = prompt.options.map(({ text }) => normaliseAnswer(text, prompt.optionLanguage));
      const right = prompt.options.filter(({ id }) => id === key.optionId);
      return new Set(texts).size !== 4 || right.length !== 1;
    });
    expect(odd.map(({ name }) => name)).toEqual([]);
  });

  test("has no option that the grader would take for a right answer, or that is right for the same text", () => {
    const ambiguous = choices.flatMap(({ prompt, key, exercise, name }) => {
      const item = index.byId.get(exercise.itemSlug?.split(":")[1] ?? "");
      if (item === undefined) return [name];
      const asked = index.saying(item.wording[prompt.textLanguage].text, prompt.textLanguage);
      const language = prompt.optionLanguage;
      const right = new Set(
        asked.flatMap((other) => formsOf(other, language)).map((form) => normaliseAnswer(form, language)),
      );
      return prompt.options
        .filter(({ id }) => id !== key.optionId)
        .filter(({ text }) => text.split(" / ").some((part) => right.has(normaliseAnswer(part, language))))
        .map(({ text }) => `${name} ${prompt.text}: ${text}`);
    });
    expect(ambiguous).toEqual([]);
  });

  test("does not tell by place which option is right", () => {
    for (const id of ["a", "b", "c", "d"]) {
      const share = choices.filter(({ key }) => key.optionId === id).length / choices.length;
      expect(share).toBeGreaterThan(0.2);
      expect(share).toBeLessThan(0.3);
    }
  });
});

describe("other kinds", () => {
  test("the words to order are those of an accepted form, in another order", () => {
    const odd = failing((exercise) => {
      const { prompt, key } = exercise;
      if (prompt.kind !== "order" || key.kind !== "order") return false;
      const tokens = lower(prompt.tokens).toSorted().join(" ");
      const otherWords = key.accepted.some((form) => wordsIn(form).toSorted().join(" ") !== tokens);
      return otherWords || grade(exercise, { kind: "order", tokens: prompt.tokens }).outcome !== "wrong";
    });
    expect(odd).toEqual([]);
  });

  test("a gap with its answer is the text of the item", () => {
    const odd = failing(({ prompt, key, itemSlug }) => {
      if (prompt.kind !== "cloze" || key.kind !== "cloze") return false;
      return items.get(itemSlug ?? "")?.text !== `${prompt.before}${key.accepted[0]}${prompt.after}`;
    });
    expect(odd).toEqual([]);
  });

  test("no two sides of a match can be paired in another way", () => {
    const odd = failing(({ prompt }) => {
      if (prompt.kind !== "match") return false;
      const left = lower(prompt.left.map(({ text }) => text));
      const right = lower(prompt.right.flatMap(({ text }) => text.split(" / ")));
      return left.length < 4 || new Set(left).size !== left.length || new Set(right).size !== right.length;
    });
    expect(odd).toEqual([]);
  });

  test("a match cannot be solved by pairing what stands side by side", () => {
    const sideBySide = failing((exercise) => {
      const { prompt } = exercise;
      if (prompt.kind !== "match") return false;
      const pairs = prompt.left.map(({ id }, i): [string, string] => [id, prompt.right[i]?.id ?? ""]);
      return grade(exercise, { kind: "match", pairs }).score === 1;
    });
    expect(sideBySide).toEqual([]);
  });

  test("a bare prompt accepts every item that says the same, and a hint tells them apart", () => {
    const slug = "kinyarwanda-from-english/greetings-beginner-3";
    const typed = all.filter(({ lesson, exercise }) => lesson.slug === slug && exercise.kind === "type");
    const bare = typed.find(
      ({ exercise }) => exercise.prompt.kind === "type" && exercise.prompt.text === "Thank you",
    );
    expect(bare?.exercise.key).toMatchObject({ accepted: ["Murakoze", "Urakoze"] });
    const hello = all.find(
      ({ lesson, exercise }) =>
        lesson.slug === "kinyarwanda-from-english/greetings-beginner-1" &&
        exercise.prompt.kind === "type" &&
        exercise.prompt.text.startsWith("Hello ("),
    );
    expect(hello?.exercise.key).toMatchObject({ accepted: ["Muraho"] });
  });
});
