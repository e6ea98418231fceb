import {
  AttemptPage,
  AttemptReceipt,
  ListAttemptsInput,
  SubmitAttemptInput,
  UndoAttemptInput,
  UndoReceipt,
} from "@fluentfusion/contract";
import { learnerProcedure, router } from "../../trpc/procedures.ts";
import { listAttempts } from "./attempts.service.ts";
import { submitAttempt } from "./submit-attempts.ts";
import { undoAttempt } from "./undo-attempts.ts";

export const attemptsRouter = router({
  submit: learnerProcedure
    .input(SubmitAttemptInput)
    .output(AttemptReceipt)
    .mutation(({ ctx, input }) => submitAttempt(ctx, input)),
  undo: learnerProcedure
    .meta({ cost: 5 })
    .input(UndoAttemptInput)
    .output(UndoReceipt)
    .mutation(({ ctx, input }) => undoAttempt(ctx, input)),
  list: learnerProcedure
    .input(ListAttemptsInput)
    .output(AttemptPage)
    .query(({ ctx, input }) => listAttempts(ctx, input)),
});
