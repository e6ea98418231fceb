import { LEARNER_MODEL_POLICY, seedRules } from "@fluentfusion/core";
import type { Rows } from "./world.ts";

const ARMS = [
  { policy: LEARNER_MODEL_POLICY, share: 0.5 },
  { policy: seedRules.name, share: 0.5 },
] as const;

/** The operator's page. A refit goes on in a thread of its own, so it is the last. */
export const ADMIN: Rows = {
  "admin.rebuild": [
    10,
    async ({ admin, learner }) =>
      () =>
        admin.rebuild.mutate({ learnerId: learner.userId, check: true }),
  ],
  "admin.lookAtLearner": [
    12,
    async ({ admin, learner }) =>
      () =>
        admin.lookAtLearner.mutate({ userId: learner.userId, reason: "asked_for_help" }),
  ],
  "admin.users": [
    1,
    async ({ admin }) =>
      () =>
        admin.users.query({}),
  ],
  "admin.setRole": [
    4,
    async (world) => {
      const { userId } = await world.person();
      return () => world.admin.setRole.mutate({ userId, role: "author" });
    },
  ],
  "admin.endSessions": [
    5,
    async (world) => {
      const { userId } = await world.person();
      return () => world.admin.endSessions.mutate({ userId });
    },
  ],
  "admin.removeSecondFactor": [
    9,
    async (world) => {
      const { userId } = await world.enrolled();
      return () => world.admin.removeSecondFactor.mutate({ userId });
    },
  ],
  "admin.checkAudit": [
    2,
    async ({ admin }) =>
      () =>
        admin.checkAudit.query(),
  ],
  "admin.audit": [
    1,
    async ({ admin }) =>
      () =>
        admin.audit.query({}),
  ],
  "admin.jobs": [
    0,
    async ({ admin }) =>
      () =>
        admin.jobs.query({}),
  ],
  "admin.modelStatus": [
    2,
    async ({ admin }) =>
      () =>
        admin.modelStatus.query(),
  ],
  "admin.publishModel": [
    6,
    async ({ admin }) =>
      () =>
        admin.publishModel.mutate({ version: 1 }),
  ],
  "admin.startExperiment": [
    3,
    async ({ admin }) =>
      () =>
        admin.startExperiment.mutate({ name: "rules or model", arms: [...ARMS] }),
  ],
  "admin.experiments": [
    1,
    async ({ admin }) =>
      () =>
        admin.experiments.query(),
  ],
  "admin.experimentReport": [
    6,
    async ({ admin }) =>
      () =>
        admin.experimentReport.query({ name: "rules or model" }),
  ],
  "admin.stopExperiment": [
    3,
    async ({ admin }) =>
      () =>
        admin.stopExperiment.mutate({ name: "rules or model" }),
  ],
  "admin.refit": [
    2,
    async ({ admin }) =>
      () =>
        admin.refit.mutate({ publish: "never" }),
  ],
};
