import {
  AuditCheck,
  AuditInput,
  AuditPage,
  ByUser,
  Done,
  Experiment,
  ExperimentInput,
  ExperimentReport,
  Job,
  JobPage,
  LearnerView,
  ListJobsInput,
  ListUsersInput,
  LookAtLearnerInput,
  ManagedUser,
  ModelStatus,
  PublishModelInput,
  RebuildInput,
  RebuildPage,
  RefitInput,
  SetRoleInput,
  StartExperimentInput,
  UserPage,
} from "@fluentfusion/contract";
import { z } from "zod";
import { adminProcedure, router } from "../../trpc/procedures.ts";
import {
  listExperiments,
  reportExperiment,
  startExperiment,
  stopExperiment,
} from "../experiments/experiments.service.ts";
import { listJobs } from "../jobs/jobs.service.ts";
import { modelStatus, publishModel, refit } from "../models/models.service.ts";
import {
  checkAudit,
  endSessions,
  listUsers,
  readAudit,
  removeSecondFactor,
  setRole,
} from "./admin.service.ts";
import { lookAtLearner } from "./look-at-learner.ts";
import { rebuild } from "./rebuild.ts";

const DONE = { ok: true } as const;

export const adminRouter = router({
  rebuild: adminProcedure
    .meta({ cost: 20 })
    .input(RebuildInput)
    .output(RebuildPage)
    .mutation(({ ctx, input }) => rebuild(ctx, input)),

  users: adminProcedure
    .meta({ mayLag: true })
    .input(ListUsersInput)
    .output(UserPage)
    .query(({ ctx, input }) => listUsers(ctx, input)),

  setRole: adminProcedure
    .input(SetRoleInput)
    .output(ManagedUser)
    .mutation(({ ctx, input }) => setRole(ctx, input)),

  /** Written down with its reason: a mutation, so that nothing looks by itself. */
  lookAtLearner: adminProcedure
    .meta({ cost: 20 })
    .input(LookAtLearnerInput)
    .output(LearnerView)
    .mutation(({ ctx, input }) => lookAtLearner(ctx, input)),

  /** Signs a person out everywhere, at once, and their programs with them. */
  endSessions: adminProcedure
    .input(ByUser)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await endSessions(ctx, input.userId);
      return DONE;
    }),

  /** For who has lost both the app and the recovery codes. */
  removeSecondFactor: adminProcedure
    .input(ByUser)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await removeSecondFactor(ctx, input.userId);
      return DONE;
    }),

  checkAudit: adminProcedure
    .meta({ cost: 20, mayLag: true })
    .output(AuditCheck)
    .query(({ ctx }) => checkAudit(ctx)),

  audit: adminProcedure
    .meta({ mayLag: true })
    .input(AuditInput)
    .output(AuditPage)
    .query(({ ctx, input }) => readAudit(ctx, input)),

  jobs: adminProcedure
    .input(ListJobsInput)
    .output(JobPage)
    .query(({ ctx, input }) => listJobs(ctx, input)),

  modelStatus: adminProcedure
    .meta({ mayLag: true })
    .output(ModelStatus)
    .query(({ ctx }) => modelStatus(ctx)),

  refit: adminProcedure
    .meta({ cost: 20 })
    .input(RefitInput)
    .output(Job)
    .mutation(({ ctx, input }) => refit(ctx, input)),

  publishModel: adminProcedure
    .meta({ cost: 20 })
    .input(PublishModelInput)
    .output(Job)
    .mutation(({ ctx, input }) => publishModel(ctx, input)),

  experiments: adminProcedure
    .meta({ mayLag: true })
    .output(z.array(Experiment))
    .query(({ ctx }) => listExperiments(ctx)),

  startExperiment: adminProcedure
    .input(StartExperimentInput)
    .output(Experiment)
    .mutation(({ ctx, input }) => startExperiment(ctx, input)),

  stopExperiment: adminProcedure
    .input(ExperimentInput)
    .output(Experiment)
    .mutation(({ ctx, input }) => stopExperiment(ctx, input)),

  experimentReport: adminProcedure
    .meta({ cost: 20, mayLag: true })
    .input(ExperimentInput)
    .output(ExperimentReport)
    .query(({ ctx, input }) => reportExperiment(ctx, input)),
});
