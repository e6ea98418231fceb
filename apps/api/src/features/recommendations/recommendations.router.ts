import {
  DismissInput,
  Done,
  GetLessonInput,
  ListRecommendationsInput,
  Recommendations,
  WhyNotAnswer,
  WhyRecommended,
  WishInput,
} from "@fluentfusion/contract";
import { learnerProcedure, router } from "../../trpc/procedures.ts";
import { whyNotFirst, whyRecommended } from "./explain-lesson.ts";
import { dismiss, recommend, wish } from "./recommendations.service.ts";

export const recommendationsRouter = router({
  list: learnerProcedure
    .meta({ kept: "own" })
    .input(ListRecommendationsInput.prefault({}))
    .output(Recommendations)
    .query(({ ctx, input }) => recommend(ctx, input.limit)),
  why: learnerProcedure
    .input(GetLessonInput)
    .output(WhyRecommended)
    .query(({ ctx, input }) => whyRecommended(ctx, input.lessonId)),
  whyNot: learnerProcedure
    .input(GetLessonInput)
    .output(WhyNotAnswer)
    .query(({ ctx, input }) => whyNotFirst(ctx, input.lessonId)),
  wish: learnerProcedure
    .input(WishInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await wish(ctx, input);
      return { ok: true as const };
    }),
  dismiss: learnerProcedure
    .input(DismissInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await dismiss(ctx, input.lessonId, input.dismissed);
      return { ok: true as const };
    }),
});
