import { countBits } from "@fluentfusion/core";
import { z } from "zod";
import { listLessonEvidence } from "../../features/progress/lesson-records.ts";
import { isComplete } from "../../features/progress/lesson-records.ts";
import { reportProgress } from "../../features/progress/report-progress.ts";
import { Count, IdOut, InstantOut, LessonId } from "../route-fields.ts";
import { learnerRoute, type Route } from "../route.ts";

const ProgressOut = z
  .object({
    user_id: IdOut,
    lesson_id: IdOut,
    /** 0 to 100, unrounded: a report is read back as it was made. */
    score: z.number().min(0).max(100),
    /** Seconds. */
    time_spent: Count,
    exercises_completed: Count,
    total_exercises: Count,
    completed: z.boolean(),
    completed_at: InstantOut.nullable(),
    /** `graded` by the server, or `reported` by the client. */
    evidence: z.enum(["graded", "reported"]),
    last_activity: InstantOut,
  })
  .meta({ id: "Progress" });

const COUNT_MAX = 10_000;

const ReportBody = z
  .object({
    lesson_id: LessonId,
    score: z.number().min(0).max(100),
    time_spent: z.number().int().min(0).max(2_147_483_647),
    exercises_completed: z.number().int().min(0).max(COUNT_MAX),
    total_exercises: z.number().int().min(0).max(COUNT_MAX),
  })
  .refine((body) => body.exercises_completed <= body.total_exercises, {
    path: ["exercises_completed"],
    error: "must not be more than total_exercises",
  })
  .meta({ id: "ProgressReport" });

const progress = { path: "/api/progress", tag: "progress" } as const;

export const progressRoutes: readonly Route[] = [
  learnerRoute(
    {
      ...progress,
      method: "GET",
      summary: "One record for each lesson begun, the newest first",
      status: 200,
      output: z.array(ProgressOut),
    },
    async (request) => {
      const evidence = await listLessonEvidence(request);
      return evidence
        .toSorted((a, b) => b.lastAt - a.lastAt)
        .map((one) => ({
          user_id: request.actor.userId,
          lesson_id: one.lessonId,
          score: one.score,
          time_spent: one.timeSpentSeconds,
          exercises_completed: one.evidence === "graded" ? countBits(one.solvedBits) : one.reportedExercises,
          total_exercises: one.total,
          completed: one.completedAt !== null,
          completed_at: one.completedAt === null ? null : new Date(one.completedAt).toISOString(),
          evidence: one.evidence,
          last_activity: new Date(one.lastAt).toISOString(),
        }));
    },
  ),
  learnerRoute(
    {
      ...progress,
      method: "POST",
      summary: "Report a result: kept as said, outranked by every graded answer",
      description:
        "Makes a new record, hence 201; the answer echoes it. GET shows the latest report of a lesson, or what the server " +
        "graded as soon as there is any graded answer in it. A report earns neither XP nor badges.",
      body: ReportBody,
      status: 201,
      output: ProgressOut,
      failures: [404],
    },
    async ({ body, ...request }) => {
      const report = await reportProgress(request, {
        lessonId: body.lesson_id,
        score: body.score,
        timeSpent: body.time_spent,
        exercisesCompleted: body.exercises_completed,
        totalExercises: body.total_exercises,
      });
      const at = report.reportedAt.toISOString();
      const completed = isComplete(report);
      return {
        user_id: report.learnerId,
        lesson_id: report.lessonId,
        score: report.score,
        time_spent: report.timeSpent,
        exercises_completed: report.exercisesCompleted,
        total_exercises: report.totalExercises,
        completed,
        completed_at: completed ? at : null,
        evidence: "reported" as const,
        last_activity: at,
      };
    },
  ),
];
