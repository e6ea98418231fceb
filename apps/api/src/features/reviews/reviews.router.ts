import {
  DueReviews,
  ReviewForecast,
  ReviewForecastInput,
  ReviewSettings,
  ReviewSettingsInput,
} from "@fluentfusion/contract";
import { learnerProcedure, router } from "../../trpc/procedures.ts";
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
  settings: learnerProcedure
    .input(ReviewSettingsInput)
    .output(ReviewSettings)
    .mutation(({ ctx, input }) => setReviewSettings(ctx, input)),
});
