import {
  DeleteMeInput,
  Done,
  ExportInput,
  ExportPage,
  PauseInput,
  ReviewSettings,
  UpdateMeInput,
  User,
} from "@fluentfusion/contract";
import { learnerProcedure, router, sessionProcedure } from "../../trpc/procedures.ts";
import { clearCookie } from "../auth/refresh-cookie.ts";
import { setReviewSettings } from "../reviews/reviews.service.ts";
import { deleteMe } from "./delete-me.ts";
import { exportMe } from "./export-me.ts";
import { getMe, updateMe } from "./users.service.ts";

export const meRouter = router({
  get: learnerProcedure
    .meta({ kept: "own" })
    .output(User)
    .query(({ ctx }) => getMe(ctx)),

  update: learnerProcedure
    .input(UpdateMeInput)
    .output(User)
    .mutation(({ ctx, input }) => updateMe(ctx, input)),

  pause: learnerProcedure
    .input(PauseInput)
    .output(ReviewSettings)
    .mutation(({ ctx, input }) => setReviewSettings(ctx, { pausedUntil: input.until })),

  export: sessionProcedure
    .meta({ cost: 5 })
    .input(ExportInput)
    .output(ExportPage)
    .query(({ ctx, input }) => exportMe(ctx, input)),

  delete: sessionProcedure
    .meta({ cost: 20 })
    .input(DeleteMeInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await deleteMe(ctx, input, ctx.http.caller);
      clearCookie(ctx);
      return { ok: true as const };
    }),
});
