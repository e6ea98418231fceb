import {
  ResumeSittingInput,
  Sitting,
  SittingInput,
  SittingSummary,
  StartSittingInput,
} from "@fluentfusion/contract";
import { learnerProcedure, router } from "../../trpc/procedures.ts";
import { finishSitting, getSitting, resumeSitting, startSitting } from "./sittings.service.ts";

export const sessionRouter = router({
  start: learnerProcedure
    .input(StartSittingInput)
    .output(Sitting)
    .mutation(({ ctx, input }) => startSitting(ctx, input)),
  next: learnerProcedure
    .input(SittingInput)
    .output(Sitting)
    .query(({ ctx, input }) => getSitting(ctx, input.sittingId)),
  resume: learnerProcedure
    .input(ResumeSittingInput)
    .output(Sitting.nullable())
    .query(({ ctx, input }) => resumeSitting(ctx, input.sittingId)),
  finish: learnerProcedure
    .input(SittingInput)
    .output(SittingSummary)
    .mutation(({ ctx, input }) => finishSitting(ctx, input.sittingId)),
});
