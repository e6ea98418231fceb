import { lessonScore, progressIn } from "@fluentfusion/core";
import type { ActorContext } from "../../trpc/context.ts";
import { listLatestReports, listLessonStates, type SelfReport } from "./progress.queries.ts";

/** What a learner has done in one lesson, and how well that is known. */
export interface LessonEvidence {
  readonly lessonId: string;
  readonly evidence: "graded" | "reported";
  /** 0 to 100. */
  readonly score: number;
  readonly solvedBits: number;
  readonly reportedExercises: number;
  readonly total: number;
  readonly timeSpentSeconds: number;
  readonly completedAt: number | null;
  readonly lastAt: number;
}

/** A report of no exercises at all says nothing of the lesson. */
export function isComplete(report: Pick<SelfReport, "exercisesCompleted" | "totalExercises">): boolean {
  return report.totalExercises > 0 && report.exercisesCompleted >= report.totalExercises;
}

/** One record for each lesson begun: graded answers where there are any, else what a client reported. */
export async function listLessonEvidence({ deps, actor }: ActorContext): Promise<LessonEvidence[]> {
  const [stored, reports, { byId }] = await Promise.all([
    listLessonStates(deps.db, actor.userId),
    listLatestReports(deps.db, actor.userId),
    deps.catalogue.current(),
  ]);
  const states = stored.map((state) =>
    progressIn(state, byId.get(state.lessonId)?.exerciseSince ?? state.exerciseSince),
  );
  const graded = new Set(states.map((state) => state.lessonId));
  return [
    ...states.map((state) => ({
      lessonId: state.lessonId,
      evidence: "graded" as const,
      score: lessonScore(state),
      solvedBits: state.solvedBits,
      reportedExercises: 0,
      total: state.total,
      timeSpentSeconds: Math.round(state.elapsedMs / 1000),
      completedAt: state.completedAt,
      lastAt: state.lastAt,
    })),
    ...reports
      .filter((report) => !graded.has(report.lessonId))
      .map((report) => ({
        lessonId: report.lessonId,
        evidence: "reported" as const,
        score: report.score,
        solvedBits: 0,
        reportedExercises: report.exercisesCompleted,
        total: report.totalExercises,
        timeSpentSeconds: report.timeSpent,
        completedAt: isComplete(report) ? report.reportedAt.getTime() : null,
        lastAt: report.reportedAt.getTime(),
      })),
  ];
}
