import {
  DueReviews,
  MemoryInput,
  MemoryPage,
  ReviewForecast,
  ReviewForecastInput,
  ReviewSettings,
  ReviewSettingsInput,
} from "@fluentfusion/contract";
import { learnerProcedure, router } from "../../trpc/procedures.ts";
import { readMemory } from "./memory.service.ts";
import { dueReviews, forecastReviews, setReviewSettings } from "./reviews.service.ts";

export const reviewsRouter = router({
  due: learnerProcedure
    .meta({ kept: "own" })
    .output(DueReviews)
    .query(({ ctx }) => dueReviews(ctx)),
  forecast: learnerProcedure
    .meta({ kept: "own" })
    .input(ReviewForecastInput.prefault({}))
    .output(ReviewForecast)
    .query(({ ctx, input }) => forecastReviews(ctx, input.days)),
  /** The memory of each item that is learned, to be taken along. */
  memory: learnerProcedure
    .input(MemoryInput.prefault({}))
    .output(MemoryPage)
    .query(({ ctx, input }) => readMemory(ctx, input)),
  settings: learnerProcedure
    .input(ReviewSettingsInput)
    .output(ReviewSettings)
    .mutation(({ ctx, input }) => setReviewSettings(ctx, input)),
});
