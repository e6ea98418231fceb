import type { LessonSummary, WhyNotAnswer, WhyRecommended } from "@fluentfusion/contract";
import { why, whyNot } from "@fluentfusion/core";
import { DomainError, notNow } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { toSummary } from "../lessons/lessons.service.ts";
import { choose } from "./choose-lessons.ts";
import { type Engine, findStanding, type Standing } from "./learner-standing.ts";

interface Found {
  readonly standing: Standing;
  readonly engine: Engine;
}

async function findEngine(ctx: ActorContext, lessonId: string): Promise<Found> {
  const standing = await findStanding(ctx);
  const { engine, course } = standing;
  if (!course.some(({ id }) => id === lessonId)) throw new DomainError("LESSON_NOT_FOUND");
  if (engine === null) throw notNow("UNAVAILABLE");
  return { standing, engine };
}

/** A lesson's score in terms that add up to it. Throws LESSON_NOT_FOUND. */
export async function whyRecommended(ctx: ActorContext, lessonId: string): Promise<WhyRecommended> {
  const { engine } = await findEngine(ctx, lessonId);
  const { model, learner, catalogue, options, version } = engine;
  const found = why(model, learner, catalogue, { lessonId, options: { ...options, limit: 1 } });
  if (found === null) throw new DomainError("LESSON_NOT_FOUND");
  return { lessonId, score: found.score, terms: [...found.terms], modelVersion: version };
}

/** A wish in thousandths, so that the minutes until it is made do not undo it: scores change as time passes. */
const WISH_STEPS = 1_000;

const wishAbove = (least: number): number => (Math.floor(least * WISH_STEPS) + 2) / WISH_STEPS;

const NO_CHANGE = { finish: [], reopen: false, undismiss: false, wish: 0 };

/** The lessons of a course that an answer names. */
function summariesOf(
  { course }: Standing,
  { lessonId, block, change }: Omit<WhyNotAnswer, "lessons">,
): LessonSummary[] {
  const named = new Set([lessonId, ...Object.values(block.params).flat(), ...(change?.finish ?? [])]);
  return course.filter(({ id }) => named.has(id)).map(toSummary);
}

/**
 * What keeps a lesson from being first on the learner's list, and the least that would put it there. Another one may be
 * first by a better score, by chance or, for newcomers, by the rules for them. Throws LESSON_NOT_FOUND.
 */
export async function whyNotFirst(ctx: ActorContext, lessonId: string): Promise<WhyNotAnswer> {
  const found = await findEngine(ctx, lessonId);
  const answer = await answerWhyNot(ctx, found, lessonId);
  return { ...answer, lessons: summariesOf(found.standing, answer) };
}

async function answerWhyNot(
  ctx: ActorContext,
  { engine, standing }: Found,
  lessonId: string,
): Promise<Omit<WhyNotAnswer, "lessons">> {
  const { model, learner, catalogue, options } = engine;
  const found = whyNot(model, learner, catalogue, { lessonId, options: { ...options, limit: 1 } });
  if (found === null) throw new DomainError("LESSON_NOT_FOUND");
  const { block, score, change } = found;
  const terms = [...found.terms];
  const [first] = choose(ctx.actor, standing, 1).chosen.lessons;
  if (first?.lessonId === lessonId)
    return { lessonId, block: { code: "FIRST", params: {} }, score, terms, change: NO_CHANGE };
  const isFree = block.code === "FIRST" || block.code === "OUTRANKED";
  const { code, ...evidence } =
    isFree && first !== undefined ? { code: "OUTRANKED", by: first.lessonId } : block;
  const params = Object.fromEntries(
    Object.entries(evidence).map(([name, value]) => [name, typeof value === "string" ? value : [...value]]),
  );
  return {
    lessonId,
    block: { code, params },
    score,
    terms,
    // A wish in any case: what is wished for gives its place to no chance.
    change: change === null ? null : { ...change, finish: [...change.finish], wish: wishAbove(change.wish) },
  };
}
