import {
  ProgressHistory,
  ProgressReport,
  ProgressSummary,
  ReportInput,
  SituationInput,
  Streak,
  UseFreezeInput,
  XpLedger,
} from "@fluentfusion/contract";
import { learnerProcedure, router } from "../../trpc/procedures.ts";
import { getStreak, getXpLedger, listProgress, summariseProgress } from "./progress.service.ts";
import { reportProgress } from "./progress-report.ts";
import { useFreeze } from "./use-freeze.ts";

export const progressRouter = router({
  summary: learnerProcedure
    .meta({ kept: "own" })
    .output(ProgressSummary)
    .query(({ ctx }) => summariseProgress(ctx)),
  situation: learnerProcedure
    .meta({ kept: "own" })
    .input(SituationInput)
    .output(ProgressHistory)
    .query(({ ctx, input }) => listProgress(ctx, input.category)),
  history: learnerProcedure
    .meta({ kept: "own" })
    .output(ProgressHistory)
    .query(({ ctx }) => listProgress(ctx)),
  report: learnerProcedure
    .meta({ cost: 2 })
    .input(ReportInput)
    .output(ProgressReport)
    .query(({ ctx, input }) => reportProgress(ctx, input)),
});

export const streakRouter = router({
  get: learnerProcedure.output(Streak).query(({ ctx }) => getStreak(ctx)),
  useFreeze: learnerProcedure
    .input(UseFreezeInput)
    .output(Streak)
    .mutation(({ ctx, input }) => useFreeze(ctx, input)),
});

export const xpRouter = router({
  ledger: learnerProcedure.output(XpLedger).query(({ ctx }) => getXpLedger(ctx)),
});
