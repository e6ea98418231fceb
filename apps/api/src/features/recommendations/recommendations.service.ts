import type { Recommendations, WhyNotAnswer, WhyRecommended } from "@fluentfusion/contract";
import {
  type FirstChoices,
  LEARNER_MODEL_POLICY,
  lessonConfidence,
  type RankedLesson,
  recommend as rank,
  type Recommendation,
  seedRules,
  why,
  whyNot,
} from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { toSummary } from "../lessons/lessons.service.ts";
import { countDue } from "../reviews/due.queries.ts";
import { type Arm, assignPolicy } from "./assign-policy.ts";
import { type Engine, findStanding, type Standing } from "./learner-standing.ts";
import { insertImpression, saveDismissed } from "./recommendations.queries.ts";

/** While none is published. */
const NO_MODEL = 0;

interface Chosen {
  readonly policy: string;
  readonly modelVersion: number;
  readonly evidence: Recommendations["evidence"];
  readonly lessons: readonly (Recommendation & Partial<Pick<RankedLesson, "interval">>)[];
  readonly review: Recommendations["review"];
  /** What this policy might have put first. */
  readonly first: FirstChoices;
  /** What it chose the list from. */
  readonly candidates: readonly string[];
}

function byEngine({ model, version, evidence, learner, catalogue, options }: Engine, limit: number): Chosen {
  const { lessons, review, first, candidates } = rank(model, learner, catalogue, { ...options, limit });
  return {
    policy: LEARNER_MODEL_POLICY,
    modelVersion: version,
    evidence,
    lessons,
    first,
    candidates,
    review: review === null ? null : { items: review.items.length, reason: review.reason },
  };
}

function ruledLessons({ course, records, dismissed }: Standing, limit: number): readonly Recommendation[] {
  const lessons = course.filter(({ id }) => !dismissed.includes(id));
  return seedRules.recommend({ lessons, records, limit });
}

const firstByRules = (standing: Standing): FirstChoices =>
  ruledLessons(standing, 1).map(({ lessonId, propensity }) => [lessonId, propensity]);

/** Lessons with the model's confidence in them instead of the rules' constant. */
function confident(lessons: readonly Recommendation[], engine: Engine): Chosen["lessons"] {
  const { model, learner, catalogue, options } = engine;
  const byId = new Map(catalogue.lessons.map((lesson) => [lesson.id, lesson]));
  return lessons.map((one) => {
    const lesson = byId.get(one.lessonId);
    if (lesson === undefined) return one;
    const { probability, interval } = lessonConfidence(model, learner, catalogue, { lesson, at: options.at });
    return { ...one, confidence: probability, interval };
  });
}

/** The rules of the original design: for newcomers, for whom an experiment gives them, and while there is no model. */
async function byRules({ deps, actor }: ActorContext, standing: Standing, limit: number): Promise<Chosen> {
  const { engine } = standing;
  const lessons = ruledLessons(standing, limit);
  const due = await countDue(deps.db, actor, deps.now());
  return {
    policy: seedRules.name,
    modelVersion: engine?.version ?? NO_MODEL,
    evidence: engine?.evidence ?? "rule",
    lessons: engine === null ? lessons : confident(lessons, engine),
    first: firstByRules(standing),
    candidates: ruledLessons(standing, standing.course.length).map(({ lessonId }) => lessonId),
    review: due === 0 ? null : { items: due, reason: { code: "DUE_REVIEW", params: { items: due } } },
  };
}

/** Who is given which policy, and by which experiment. */
interface Assignment {
  readonly policy: string;
  /** The probability with which this learner is given each policy. */
  readonly shares: Readonly<Record<string, number>>;
  readonly experiment: string | null;
}

const always = (policy: string): Assignment => ({ policy, shares: { [policy]: 1 }, experiment: null });

/**
 * Of somebody who has answered nothing the model knows nothing: the rule for newcomers says where to begin, unless a
 * placement test has.
 */
function assignmentOf({ userId }: ActorContext["actor"], { row, records, engine }: Standing): Assignment {
  if (engine === null) return always(seedRules.name);
  if (records.length === 0) return always(row.placement === null ? seedRules.name : LEARNER_MODEL_POLICY);
  if (row.experiment === null) return always(LEARNER_MODEL_POLICY);
  const { name, arms } = row.experiment as { name: string; arms: readonly Arm[] };
  return {
    policy: assignPolicy(userId, name, arms),
    shares: Object.fromEntries(arms.map(({ policy, share }) => [policy, share])),
    experiment: name,
  };
}

/** What each policy might have put first for this learner now: those that were not asked run in shadow. */
function choicesOf({ policy, first }: Chosen, standing: Standing): Record<string, FirstChoices> {
  const { engine } = standing;
  const choices: Record<string, FirstChoices> = { [seedRules.name]: firstByRules(standing), [policy]: first };
  if (engine !== null && policy !== LEARNER_MODEL_POLICY)
    choices[LEARNER_MODEL_POLICY] = byEngine(engine, 1).first;
  return choices;
}

/**
 * Whether the last impression is of the same draw. Whether a list is stored must not depend on what chance put on it: else
 * what is stored would be chance more often than its propensity says.
 */
function isSameDraw(
  { row, draw }: Standing,
  { policy, modelVersion, lessons }: Chosen,
  experiment: string | null,
): boolean {
  const { impression } = row;
  return (
    impression !== null &&
    impression.draw === draw &&
    impression.policy === policy &&
    impression.modelVersion === modelVersion &&
    impression.experiment === experiment &&
    impression.length === lessons.length
  );
}

/** What to do next, and why. What was shown is stored with its policy and candidates, to be judged later. */
export async function recommend(ctx: ActorContext, limit: number): Promise<Recommendations> {
  const { deps, actor } = ctx;
  const standing = await findStanding(ctx);
  const { row, course, engine } = standing;
  const { policy, shares, experiment } = assignmentOf(actor, standing);
  const isEngine = engine !== null && policy === LEARNER_MODEL_POLICY;
  const chosen = isEngine ? byEngine(engine, limit) : await byRules(ctx, standing, limit);
  const isSame = isSameDraw(standing, chosen, experiment);
  const impressionId = isSame && row.impression !== null ? row.impression.id : deps.newId();
  if (!isSame) {
    await insertImpression(deps.db, {
      id: impressionId,
      learnerId: actor.userId,
      shownAt: deps.now(),
      policy: chosen.policy,
      modelVersion: chosen.modelVersion,
      shown: chosen.lessons.map(({ lessonId, reason, confidence, propensity }) => ({
        lessonId,
        reason,
        confidence,
        propensity,
      })),
      candidates: chosen.candidates,
      draw: standing.draw,
      choices: choicesOf(chosen, standing),
      shares,
      experiment,
    });
  }
  const byId = new Map(course.map((lesson) => [lesson.id, lesson]));
  return {
    impressionId,
    policy: chosen.policy,
    evidence: chosen.evidence,
    items: chosen.lessons.flatMap((one) => {
      const lesson = byId.get(one.lessonId);
      const interval: [number, number] | null =
        one.interval === undefined ? null : [one.interval[0], one.interval[1]];
      return lesson === undefined
        ? []
        : [{ lesson: toSummary(lesson), reason: one.reason, confidence: one.confidence, interval }];
    }),
    review: chosen.review,
  };
}

async function findEngine(ctx: ActorContext, lessonId: string): Promise<Engine> {
  const { engine, course } = await findStanding(ctx);
  if (!course.some(({ id }) => id === lessonId)) throw new DomainError("LESSON_NOT_FOUND");
  if (engine === null) throw new DomainError("UNAVAILABLE");
  return engine;
}

/** A lesson's score in terms that add up to it. Throws LESSON_NOT_FOUND. */
export async function whyRecommended(ctx: ActorContext, lessonId: string): Promise<WhyRecommended> {
  const { model, learner, catalogue, options, version } = await findEngine(ctx, lessonId);
  const found = why(model, learner, catalogue, { lessonId, options: { ...options, limit: 1 } });
  if (found === null) throw new DomainError("LESSON_NOT_FOUND");
  return { lessonId, score: found.score, terms: [...found.terms], modelVersion: version };
}

/** What keeps a lesson from being first, and the least that would put it there. Throws LESSON_NOT_FOUND. */
export async function whyNotFirst(ctx: ActorContext, lessonId: string): Promise<WhyNotAnswer> {
  const { model, learner, catalogue, options } = await findEngine(ctx, lessonId);
  const found = whyNot(model, learner, catalogue, { lessonId, options: { ...options, limit: 1 } });
  if (found === null) throw new DomainError("LESSON_NOT_FOUND");
  const { block, score, terms, change } = found;
  const { code, ...evidence } = block;
  const params = Object.fromEntries(
    Object.entries(evidence).map(([name, value]) => [name, typeof value === "string" ? value : [...value]]),
  );
  return {
    lessonId,
    block: { code, params },
    score,
    terms: [...terms],
    change: change === null ? null : { ...change, finish: [...change.finish] },
  };
}

/** Takes a lesson off the lists, or puts it back. Throws LESSON_NOT_FOUND. */
export async function dismiss(ctx: ActorContext, lessonId: string, dismissed: boolean): Promise<void> {
  const { deps, actor } = ctx;
  if (!(await deps.catalogue.current()).byId.has(lessonId)) throw new DomainError("LESSON_NOT_FOUND");
  await saveDismissed(deps.db, actor.userId, lessonId, dismissed);
}
