import {
  GetLessonInput,
  Lesson,
  LessonPage,
  ListLessonsInput,
  SearchLessonsInput,
} from "@fluentfusion/contract";
import { learnerProcedure, router } from "../../trpc/procedures.ts";
import { getLesson, listLessons } from "./lessons.service.ts";
import { searchLessons } from "./search-lessons.ts";

export const lessonsRouter = router({
  list: learnerProcedure
    .meta({ kept: "shared" })
    .input(ListLessonsInput)
    .output(LessonPage)
    .query(({ ctx, input }) => listLessons(ctx, input)),
  get: learnerProcedure
    .meta({ kept: "shared" })
    .input(GetLessonInput)
    .output(Lesson)
    .query(({ ctx, input }) => getLesson(ctx, input.lessonId)),
  search: learnerProcedure
    .input(SearchLessonsInput)
    .output(LessonPage)
    .query(({ ctx, input }) => searchLessons(ctx, input)),
});
