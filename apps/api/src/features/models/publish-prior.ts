import { readModel } from "@fluentfusion/core";
import type { Database } from "@fluentfusion/db";
import { insertFirstModel } from "./models.queries.ts";
import prior from "./prior.json" with { type: "json" };

/** The parameters in `prior.json`, in every installation: change it when they change. */
const PRIOR_ID = "019ab1f0-7000-7000-8000-000000000001";

/** The model that an installation begins with, fitted on simulated learners (scripts/fit-prior.ts). Safe to repeat. */
export async function publishPrior(db: Database["db"], now: Date): Promise<void> {
  const model = readModel(prior);
  await insertFirstModel(db, {
    id: PRIOR_ID,
    version: 1,
    status: "published",
    evidence: "simulated_prior",
    parameters: model,
    metrics: {},
    rows: model.rows,
    learners: model.learners,
    fittedAt: now,
  });
}
