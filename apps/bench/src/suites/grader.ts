import { buildLexicon, type ExerciseKey, gradeAnswer, type Language, LANGUAGES } from "@fluentfusion/core";
import { buildItems, buildLessons, COURSE_FOLDER, readCourse } from "@fluentfusion/curriculum";
import { median, percentile } from "../report/statistics.ts";
import { short, type Table } from "../report/table.ts";
import type { Suite } from "../suite.ts";

interface Question {
  readonly key: ExerciseKey;
  readonly answerLanguage: Language;
  readonly strict: boolean;
  readonly right: string;
}

async function openCourse() {
  const read = await readCourse(COURSE_FOLDER);
  if (!read.ok) throw new Error(read.problems.join("\n"));
  const forms = buildItems(read.course).flatMap(({ slug, accepted }) =>
    LANGUAGES.flatMap((language) => accepted[language].map((text) => ({ language, text, itemId: slug }))),
  );
  const questions = buildLessons(read.course).flatMap(({ exercises }) =>
    exercises.flatMap(({ prompt, key, strict }): Question[] => {
      if (prompt.kind !== "type" || key.kind !== "type") return [];
      const [right] = key.accepted;
      return right === undefined ? [] : [{ key, answerLanguage: prompt.answerLanguage, strict, right }];
    }),
  );
  return { lexicon: buildLexicon(forms), questions };
}

/** The text with two neighbouring letters swapped: the slip that takes longest to judge. */
function slipOf(text: string): string {
  const middle = text.length >> 1;
  return text.slice(0, middle) + (text[middle + 1] ?? "") + (text[middle] ?? "") + text.slice(middle + 2);
}

const ANSWERS: Readonly<Record<string, (question: Question, other: Question) => string>> = {
  right: ({ right }) => right,
  "a slip": ({ right }) => slipOf(right),
  "another answer": (_, other) => other.right,
  "500 letters": ({ right }) => right.padEnd(500, ` ${right}`),
};

/** Grading every typed exercise of the course, with the whole course as its lexicon. */
export const grader: Suite = {
  name: "grader",
  async run({ rounds, tell }): Promise<Table[]> {
    tell("reading the course");
    const { lexicon, questions } = await openCourse();
    const rows = Object.entries(ANSWERS).map(([name, answerOf]) => {
      const medians: number[] = [];
      const tails: number[] = [];
      for (let round = 0; round <= rounds; round += 1) {
        const times = questions.map((question, index) => {
          const other = questions[(index * 7 + 1) % questions.length] ?? question;
          const response = { kind: "type", text: answerOf(question, other) } as const;
          const startedAt = performance.now();
          gradeAnswer({ ...question, response, lexicon });
          return (performance.now() - startedAt) * 1000;
        });
        const sorted = Float64Array.from(times).toSorted();
        // The first round warms up.
        if (round > 0) medians.push(percentile(sorted, 0.5));
        if (round > 0) tails.push(percentile(sorted, 0.99));
      }
      return [name, short(median(medians)), short(median(tails))];
    });
    return [
      {
        title: "Grading",
        columns: ["answer", "p50 µs", "p99 µs"],
        rows,
        notes: [
          `${questions.length} typed exercises of the course, in this process; the same code runs in the browser.`,
        ],
      },
    ];
  },
};
