import type {
  LessonProgress,
  ProgressHistory,
  ProgressSummary,
  SituationProgress,
  Streak,
  XpLedger,
} from "@fluentfusion/contract";
import { CATEGORIES, type Category, countBits, localDay, streakOn } from "@fluentfusion/core";
import type { z } from "zod";
import type { ActorContext } from "../../trpc/context.ts";
import { findTotals } from "../attempts/record.queries.ts";
import type { CatalogueLesson } from "../lessons/lessons.queries.ts";
import { listLessonEvidence, type LessonEvidence } from "./lesson-records.ts";
import { countDue } from "../reviews/due.queries.ts";
import { listSeenItemIds, listXp } from "./progress.queries.ts";

type Situation = z.infer<typeof SituationProgress>;

const XP_SHOWN = 100;

function situation(
  category: Category,
  course: readonly CatalogueLesson[],
  completed: ReadonlySet<string>,
  seen: ReadonlySet<string>,
): Situation {
  const lessons = course.filter((lesson) => lesson.category === category);
  const items = new Set(lessons.flatMap((lesson) => lesson.itemIds));
  return {
    category,
    lessonsCompleted: lessons.filter((lesson) => completed.has(lesson.id)).length,
    lessonsTotal: lessons.length,
    itemsSeen: [...items].filter((id) => seen.has(id)).length,
  };
}

export async function getStreak({ deps, actor }: ActorContext): Promise<Streak> {
  const totals = await findTotals(deps.db, actor.userId);
  return streakOn(totals.streak, localDay(deps.now().getTime(), actor.timeZone));
}

/** Where the learner stands in the course of their own language pair. */
export async function summariseProgress(ctx: ActorContext): Promise<ProgressSummary> {
  const { deps, actor } = ctx;
  const [catalogue, totals, evidence, seen, itemsDue] = await Promise.all([
    deps.catalogue.current(),
    findTotals(deps.db, actor.userId),
    listLessonEvidence(ctx),
    listSeenItemIds(deps.db, actor.userId),
    countDue(deps.db, actor, deps.now()),
  ]);
  const course = catalogue.course(actor.targetLanguage, actor.nativeLanguage);
  const completed = new Set(evidence.filter((one) => one.completedAt !== null).map((one) => one.lessonId));
  const seenItems = new Set(seen);
  return {
    targetLanguage: actor.targetLanguage,
    xp: totals.xp,
    streak: streakOn(totals.streak, localDay(deps.now().getTime(), actor.timeZone)),
    lessonsCompleted: course.filter((lesson) => completed.has(lesson.id)).length,
    lessonsTotal: course.length,
    itemsSeen: seen.length,
    itemsDue,
    answers: totals.answers,
    accuracy: totals.answers === 0 ? null : totals.right / totals.answers,
    situations: CATEGORIES.map((category) => situation(category, course, completed, seenItems)),
  };
}

export function toLessonProgress(one: LessonEvidence, lesson: CatalogueLesson): LessonProgress {
  return {
    lessonId: one.lessonId,
    title: lesson.title,
    titleLanguage: lesson.titleLanguage,
    category: lesson.category,
    evidence: one.evidence,
    score: Math.round(one.score),
    solved: one.evidence === "graded" ? countBits(one.solvedBits) : one.reportedExercises,
    total: one.total,
    timeSpentSeconds: one.timeSpentSeconds,
    completedAt: one.completedAt === null ? null : new Date(one.completedAt).toISOString(),
    lastAt: new Date(one.lastAt).toISOString(),
  };
}

/** Every lesson begun, the newest first, or those of one situation. */
export async function listProgress(
  ctx: ActorContext,
  category?: Category,
): Promise<z.infer<typeof ProgressHistory>> {
  const [catalogue, evidence] = await Promise.all([ctx.deps.catalogue.current(), listLessonEvidence(ctx)]);
  const items = evidence
    .toSorted((a, b) => b.lastAt - a.lastAt)
    .flatMap((one) => {
      const lesson = catalogue.byId.get(one.lessonId);
      const isWanted = lesson !== undefined && (category === undefined || lesson.category === category);
      return isWanted ? [toLessonProgress(one, lesson)] : [];
    });
  return { items };
}

export async function getXpLedger({ deps, actor }: ActorContext): Promise<z.infer<typeof XpLedger>> {
  const [totals, rows] = await Promise.all([
    findTotals(deps.db, actor.userId),
    listXp(deps.db, actor.userId, XP_SHOWN),
  ]);
  return { total: totals.xp, items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
}
