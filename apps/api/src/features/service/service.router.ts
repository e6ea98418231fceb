import { Contact } from "@fluentfusion/contract";
import { publicProcedure, router } from "../../trpc/procedures.ts";

/** What an installation says of itself, to everybody. */
export const serviceRouter = router({
  contact: publicProcedure.output(Contact).query(({ ctx }) => ({ email: ctx.deps.env.contactEmail })),
});
