import { fileURLToPath } from "node:url";
import { EXERCISE_KINDS, LANGUAGES } from "@fluentfusion/core";
import { buildLessons, COURSE_FOLDER, lexiconForms, readCourse } from "@fluentfusion/curriculum";
import { build } from "vite";
import { expect, test } from "vitest";
import { openBrowser } from "./support/browser.ts";
import { gradeMany, type ManyAnswers, type Question } from "./support/grade-many.ts";

/** `GRADED_ANSWERS=1000000 pnpm e2e one-grader` for the long run. */
const COUNT = Number(process.env["GRADED_ANSWERS"] ?? 50_000);
const SEED = Number(process.env["GRADED_SEED"] ?? 20261124);

async function courseAnswers(): Promise<ManyAnswers> {
  const read = await readCourse(COURSE_FOLDER);
  if (!read.ok) throw new Error(read.problems.join("\n"));
  const all = buildLessons(read.course).flatMap(({ exercises }) =>
    exercises.map(({ prompt, key, strict }): Question => ({ prompt, key, strict })),
  );
  // Every kind as often as any other, though the course has few of some.
  const groups = EXERCISE_KINDS.map((kind) => all.filter(({ prompt }) => prompt.kind === kind));
  const most = Math.max(...groups.map(({ length }) => length));
  const questions = groups.flatMap((group) =>
    Array.from({ length: Math.ceil(most / group.length) }, () => group).flat(),
  );
  return { forms: lexiconForms(read.course), questions, count: COUNT, seed: SEED };
}

/** The grader as pages carry it: minified, in one script. */
async function graderBundle(): Promise<string> {
  const entry = fileURLToPath(new URL("support/grade-many.ts", import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: "warn",
    build: { write: false, lib: { entry, formats: ["iife"], name: "grading" } },
  });
  const chunk = [built].flat().flatMap((result) => ("output" in result ? result.output : []))[0];
  if (chunk?.type !== "chunk") throw new Error("the grader gave no script");
  return chunk.code;
}

test("the browser and the server grade every answer alike", { timeout: 600_000 }, async () => {
  const answers = await courseAnswers();
  const prompts = answers.questions.map(({ prompt }) => prompt);
  const typed = prompts.flatMap((prompt) => ("answerLanguage" in prompt ? prompt.answerLanguage : []));
  expect(new Set(prompts.map(({ kind }) => kind)).size).toBe(EXERCISE_KINDS.length);
  expect(new Set(typed).size).toBe(LANGUAGES.length);
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: await graderBundle() });
    const inBrowser = await page.evaluate((input) => {
      const { grading } = globalThis as unknown as { grading: { gradeMany(of: ManyAnswers): string[] } };
      return grading.gradeMany(input);
    }, answers);
    expect(inBrowser).toEqual(gradeMany(answers));
    expect(inBrowser.at(-1)).toMatch(new RegExp(`^${COUNT} `));
  } finally {
    await browser.close();
  }
});
