import { ListRecommendationsInput, Recommendations } from "@fluentfusion/contract";
import { learnerProcedure, router } from "../../trpc/procedures.ts";
import { recommend } from "./recommendations.service.ts";

export const recommendationsRouter = router({
  list: learnerProcedure
    .input(ListRecommendationsInput.prefault({}))
    .output(Recommendations)
    .query(({ ctx, input }) => recommend(ctx, input.limit)),
});
