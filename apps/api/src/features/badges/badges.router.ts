import { Badge, EarnedBadge } from "@fluentfusion/contract";
import { z } from "zod";
import { learnerProcedure, router } from "../../trpc/procedures.ts";
import { listBadges, listMyBadges } from "./badges.service.ts";

export const badgesRouter = router({
  list: learnerProcedure.output(z.object({ items: z.array(Badge) })).query(() => ({ items: listBadges() })),
  mine: learnerProcedure
    .meta({ kept: "own" })
    .output(z.object({ items: z.array(EarnedBadge) }))
    .query(async ({ ctx }) => ({ items: await listMyBadges(ctx) })),
});
