import { UpdateMeInput, User } from "@fluentfusion/contract";
import { learnerProcedure, router } from "../../trpc/procedures.ts";
import { getMe, updateMe } from "./users.service.ts";

export const meRouter = router({
  get: learnerProcedure.output(User).query(({ ctx }) => getMe(ctx)),
  update: learnerProcedure
    .input(UpdateMeInput)
    .output(User)
    .mutation(({ ctx, input }) => updateMe(ctx, input)),
});
