import { Dispute, DisputePage, ListDisputesInput, OpenDisputeInput } from "@fluentfusion/contract";
import { learnerProcedure, router } from "../../trpc/procedures.ts";
import { listMyDisputes, openDispute } from "./disputes.service.ts";

export const disputesRouter = router({
  open: learnerProcedure
    .meta({ cost: 5 })
    .input(OpenDisputeInput)
    .output(Dispute)
    .mutation(({ ctx, input }) => openDispute(ctx, input)),
  mine: learnerProcedure
    .input(ListDisputesInput)
    .output(DisputePage)
    .query(({ ctx, input }) => listMyDisputes(ctx, input)),
});
