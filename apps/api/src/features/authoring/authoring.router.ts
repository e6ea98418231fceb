import {
  ByLessonName,
  CourseLesson,
  Done,
  Draft,
  DraftInput,
  DraftSummary,
  ExportLessonInput,
  ImportLessonInput,
  ItemStats,
  ItemStatsInput,
  Lesson,
  LessonDiff,
  LessonRevisionEntry,
  LessonTextInput,
  PreviewInput,
  PublishedLesson,
  PublishLessonInput,
  RollbackInput,
  SaveDraftInput,
  TextFile,
  Validation,
} from "@fluentfusion/contract";
import { z } from "zod";
import { authorProcedure } from "../../trpc/procedures.ts";
import { diffLesson } from "./diff-lesson.service.ts";
import { deleteDraft, getDraft, importLesson, listDrafts, saveDraft } from "./drafts.service.ts";
import { itemStats } from "./item-stats.service.ts";
import { exportLesson, listCourse, previewLesson, validateLesson } from "./lesson-text.service.ts";
import { listRevisions, publishLesson, rollbackLesson } from "./publish-lesson.service.ts";

/** What `author` offers for writing lessons; what it offers for disputes stands with them. */
export const authoringProcedures = {
  lessons: authorProcedure
    .meta({ cost: 10 })
    .output(z.array(CourseLesson))
    .query(({ ctx }) => listCourse(ctx)),

  drafts: authorProcedure.output(z.array(DraftSummary)).query(({ ctx }) => listDrafts(ctx)),

  draft: authorProcedure
    .input(DraftInput)
    .output(Draft)
    .query(({ ctx, input }) => getDraft(ctx, input.draftId)),

  saveDraft: authorProcedure
    .input(SaveDraftInput)
    .output(Draft)
    .mutation(({ ctx, input }) => saveDraft(ctx, input)),

  deleteDraft: authorProcedure
    .input(DraftInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await deleteDraft(ctx, input.draftId);
      return { ok: true as const };
    }),

  import: authorProcedure
    .input(ImportLessonInput)
    .output(Draft)
    .mutation(({ ctx, input }) => importLesson(ctx, input)),

  export: authorProcedure
    .meta({ cost: 10 })
    .input(ExportLessonInput)
    .output(TextFile)
    .query(({ ctx, input }) => exportLesson(ctx, input)),

  /** Changes nothing, but its text is too long for an address. */
  validate: authorProcedure
    .meta({ cost: 10 })
    .input(LessonTextInput)
    .output(Validation)
    .mutation(({ ctx, input }) => validateLesson(ctx, input)),

  preview: authorProcedure
    .meta({ cost: 10 })
    .input(PreviewInput)
    .output(Lesson)
    .mutation(({ ctx, input }) => previewLesson(ctx, input)),

  diff: authorProcedure
    .meta({ cost: 10 })
    .input(LessonTextInput)
    .output(LessonDiff)
    .mutation(({ ctx, input }) => diffLesson(ctx, input)),

  publish: authorProcedure
    .meta({ cost: 50 })
    .input(PublishLessonInput)
    .output(PublishedLesson)
    .mutation(({ ctx, input }) => publishLesson(ctx, input)),

  revisions: authorProcedure
    .input(ByLessonName)
    .output(z.array(LessonRevisionEntry))
    .query(({ ctx, input }) => listRevisions(ctx, input.name)),

  rollback: authorProcedure
    .meta({ cost: 50 })
    .input(RollbackInput)
    .output(PublishedLesson)
    .mutation(({ ctx, input }) => rollbackLesson(ctx, input)),

  itemStats: authorProcedure
    .meta({ cost: 5, mayLag: true })
    .input(ItemStatsInput)
    .output(ItemStats)
    .query(({ ctx, input }) => itemStats(ctx, input.lessonId)),
};
