import { AttemptPage, AttemptReceipt, ListAttemptsInput, SubmitAttemptInput } from "@fluentfusion/contract";
import { learnerProcedure, router } from "../../trpc/procedures.ts";
import { listAttempts } from "./attempts.service.ts";
import { submitAttempt } from "./submit-attempts.ts";

export const attemptsRouter = router({
  submit: learnerProcedure
    .input(SubmitAttemptInput)
    .output(AttemptReceipt)
    .mutation(({ ctx, input }) => submitAttempt(ctx, input)),
  list: learnerProcedure
    .input(ListAttemptsInput)
    .output(AttemptPage)
    .query(({ ctx, input }) => listAttempts(ctx, input)),
});
