import { readModel } from "@fluentfusion/core";
import type { Database } from "@fluentfusion/db";
import { insertFirstModel } from "./models.queries.ts";
import prior from "./prior.json" with { type: "json" };

/** The parameters in `prior.json`, in every installation: change it when they change. */
const PRIOR_ID = "019ab1f0-7000-7000-8000-000000000004";

/**
 * The model that an installation begins with, fitted on simulated learners (scripts/fit-prior.ts), and goes on with after an
 * update that cannot read the published one: `replaced` says that learners are to be folded by it. Safe to repeat.
 */
export async function publishPrior(db: Database["db"], now: Date): Promise<{ readonly replaced: boolean }> {
  const model = readModel(prior);
  return insertFirstModel(db, {
    id: PRIOR_ID,
    evidence: "simulated_prior",
    parameters: model,
    metrics: {},
    rows: model.rows,
    learners: model.learners,
    fittedAt: now,
  });
}
