import {
  ClusterPage,
  DecideInput,
  Id,
  ListClustersInput,
  ListDisputesInput,
  Ruling,
  RulingInput,
} from "@fluentfusion/contract";
import { z } from "zod";
import { authorProcedure, router } from "../../trpc/procedures.ts";
import { authoringProcedures } from "../authoring/authoring.router.ts";
import { decide, listClusters, listDecided, revoke } from "./rulings.service.ts";

export const authorRouter = router({
  ...authoringProcedures,
  disputes: authorProcedure
    .meta({ cost: 5, mayLag: true })
    .input(ListClustersInput)
    .output(ClusterPage)
    .query(({ ctx, input }) => listClusters(ctx, input)),
  rulings: authorProcedure
    .meta({ mayLag: true })
    .input(ListDisputesInput)
    .output(z.object({ items: z.array(Ruling), nextCursor: Id.nullable() }))
    .query(({ ctx, input }) => listDecided(ctx, input)),
  accept: authorProcedure
    .meta({ cost: 10 })
    .input(DecideInput)
    .output(Ruling)
    .mutation(({ ctx, input }) => decide(ctx, input, "accepted")),
  reject: authorProcedure
    .input(DecideInput)
    .output(Ruling)
    .mutation(({ ctx, input }) => decide(ctx, input, "rejected")),
  revoke: authorProcedure
    .meta({ cost: 10 })
    .input(RulingInput)
    .output(Ruling)
    .mutation(({ ctx, input }) => revoke(ctx, input.rulingId)),
});
