import {
  AnswerPlacementInput,
  ContestPlacementInput,
  Placement,
  PlacementInput,
  StartPlacementInput,
} from "@fluentfusion/contract";
import { learnerProcedure, router } from "../../trpc/procedures.ts";
import { answerPlacement, contestPlacement, getPlacement, startPlacement } from "./placement.service.ts";

export const placementRouter = router({
  start: learnerProcedure
    .input(StartPlacementInput)
    .output(Placement)
    .mutation(({ ctx, input }) => startPlacement(ctx, input.id)),
  answer: learnerProcedure
    .input(AnswerPlacementInput)
    .output(Placement)
    .mutation(({ ctx, input }) => answerPlacement(ctx, input)),
  contest: learnerProcedure
    .input(ContestPlacementInput)
    .output(Placement)
    .mutation(({ ctx, input }) => contestPlacement(ctx, input)),
  result: learnerProcedure
    .input(PlacementInput)
    .output(Placement)
    .query(({ ctx, input }) => getPlacement(ctx, input.placementId)),
});
