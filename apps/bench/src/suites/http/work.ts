import type { RequestSource } from "../../load/request.ts";
import { EXERCISES, INSERT_ATTEMPT, LESSON, LIST, STATE } from "../../peers/statements.mjs";
import { fillIn } from "../../servers/pgbench.ts";
import { at, eachLearner } from "./each-learner.ts";
import { firstPage, getLesson, listLessons, newAnswer, recommendations } from "./calls.ts";
import type { CoursePart } from "./course.ts";
import type { Crowd } from "./stand.ts";

/** One kind of work, as each peer is asked for it. */
export interface Work {
  readonly name: string;
  readonly title: string;
  /** The product's, by what is asked: the same by everyone, or something else each time. */
  readonly product: Readonly<Record<string, RequestSource>>;
  readonly plain: RequestSource;
  /** Requests that the plain peer needs for one of the product's. */
  readonly plainRequests: number;
  /** `null` where a constant of the same size would mean nothing. */
  readonly isStatic: boolean;
  readonly pgbench: readonly string[];
}

/** Learners that ask again and again, in the `hit` variants. */
export const REGULARS = 1_000;

const LEARNER = (from: number, learners: number) => `\\set n random(${from}, ${from + learners - 1})`;
const PAIR = ["'kinyarwanda'", "'english'"] as const;

/** @param crowd in whose name everything is asked */
export function worksOf({ lessonIds, exercises }: CoursePart, crowd: Crowd): Record<string, Work> {
  const { tokens, plainTokens, from } = crowd;
  const all = tokens.length;
  const pages = Math.max(1, lessonIds.length - 19);
  const asked = (path: (turn: number) => string, learners = all, first = 0) =>
    eachLearner(learners, (learner, turn) => ({ path: path(turn), token: at(tokens, first + learner) }));
  const askedPlain = (path: (turn: number) => string) =>
    eachLearner(all, (learner, turn) => ({ path: path(turn), token: at(plainTokens, learner) }));
  const regulars = Math.min(REGULARS, all / 2);
  const firstLesson = at(lessonIds, 0);
  const plainPage = ["/me", "/lessons?cursor=0", `/lessons/${firstLesson}`, "/recommendations", "/progress"];
  const setLearner = LEARNER(from, all);
  return {
    list: {
      name: "list",
      title: "lesson list of 20",
      product: {
        hit: asked(() => listLessons(0)),
        spread: asked((turn) => listLessons((turn * 7) % pages)),
      },
      plain: askedPlain((turn) => `/lessons?cursor=${(turn * 7) % pages}`),
      plainRequests: 1,
      isStatic: true,
      pgbench: [`\\set o random(0, ${pages - 1})`, `${fillIn(LIST, [...PAIR, ":o"])};`],
    },
    detail: {
      name: "detail",
      title: "lesson with exercises",
      product: {
        hit: asked(() => getLesson(firstLesson)),
        spread: asked((turn) => getLesson(at(lessonIds, turn * 7))),
      },
      plain: askedPlain((turn) => `/lessons/${at(lessonIds, turn * 7)}`),
      plainRequests: 1,
      isStatic: true,
      pgbench: [`${fillIn(LESSON, [`'${firstLesson}'`])};`, `${fillIn(EXERCISES, [`'${firstLesson}'`])};`],
    },
    recommend: {
      name: "recommend",
      title: "recommendations",
      product: {
        hit: asked(() => recommendations(), regulars),
        spread: asked(() => recommendations(), all - regulars, regulars),
      },
      plain: askedPlain(() => "/recommendations"),
      plainRequests: 1,
      isStatic: true,
      pgbench: [setLearner, `${fillIn(STATE, ["bench.learner(:n)"])};`],
    },
    submit: {
      name: "submit",
      title: "submit an answer",
      product: {
        durable: eachLearner(all, (learner, turn) => ({
          path: "/trpc/attempts.submit",
          token: at(tokens, learner),
          body: newAnswer(at(exercises, learner + turn), turn),
        })),
      },
      plain: eachLearner(all, (learner, turn) => {
        const exercise = at(exercises, learner + turn);
        const body = { ...newAnswer(exercise, turn), lessonId: exercise.lessonId };
        return { path: "/attempts", token: at(plainTokens, learner), body };
      }),
      plainRequests: 1,
      isStatic: true,
      pgbench: [
        setLearner,
        `${fillIn(INSERT_ATTEMPT, ["gen_random_uuid()", "bench.learner(:n)", "gen_random_uuid()", "gen_random_uuid()", "1", `'{"kind":"type","text":"muraho"}'`, "1", "now()", "'Africa/Kigali'"])};`,
      ],
    },
    page: {
      name: "page",
      title: "five procedures in one batch",
      product: {
        hit: asked(() => firstPage(firstLesson), regulars),
        spread: asked(() => firstPage(firstLesson), all - regulars, regulars),
      },
      plain: askedPlain((turn) => at(plainPage, turn)),
      plainRequests: plainPage.length,
      isStatic: true,
      pgbench: [],
    },
  };
}
