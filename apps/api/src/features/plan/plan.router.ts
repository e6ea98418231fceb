import { Plan, SetPlanInput } from "@fluentfusion/contract";
import { learnerProcedure, router } from "../../trpc/procedures.ts";
import { getPlan, setPlan } from "./plan.service.ts";

export const planRouter = router({
  get: learnerProcedure
    .meta({ kept: "own" })
    .output(Plan)
    .query(({ ctx }) => getPlan(ctx)),
  set: learnerProcedure
    .input(SetPlanInput)
    .output(Plan)
    .mutation(({ ctx, input }) => setPlan(ctx, input)),
});
