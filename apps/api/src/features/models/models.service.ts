import type {
  Job,
  ModelStatus,
  ModelVersion,
  PublishModelInput,
  RefitInput,
  ShadowScores,
} from "@fluentfusion/contract";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import { insertJob, type JobRow } from "../jobs/jobs.queries.ts";
import { toJob } from "../jobs/jobs.service.ts";
import { countBehind, listVersions, publishVersion, type VersionRow } from "./models.queries.ts";

const VERSIONS_SHOWN = 20;

const isJudged = (scores: Partial<ShadowScores>): scores is ShadowScores => scores.gain !== undefined;

function toVersion({ metrics, fittedAt, ...row }: VersionRow): ModelVersion {
  const shadow = metrics as Partial<ShadowScores>;
  return { ...row, fittedAt: fittedAt.toISOString(), shadow: isJudged(shadow) ? shadow : null };
}

export async function modelStatus({ deps }: ActorContext): Promise<ModelStatus> {
  const [rows, learnersBehind] = await Promise.all([
    listVersions(deps.db, VERSIONS_SHOWN),
    countBehind(deps.db),
  ]);
  const versions = rows.map(toVersion);
  return {
    published: versions.find(({ status }) => status === "published") ?? null,
    versions: versions.toSorted((a, b) => b.version - a.version),
    learnersBehind,
  };
}

async function startJob(
  { deps, actor }: ActorContext,
  kind: JobRow["kind"],
  prepare: (tx: Parameters<typeof insertJob>[0]) => Promise<void>,
  input: Readonly<Record<string, string>> = {},
): Promise<Job> {
  const id = deps.newId();
  const now = deps.now();
  const job = await deps.db.transaction(async (tx) => {
    await prepare(tx);
    return insertJob(tx, { id, kind, startedBy: actor.userId }, now);
  });
  // Another one of its kind is running: whoever asked is told of it.
  if (job.id === id) deps.jobs.run(job, input);
  return toJob(job);
}

/** Fits a model to the answers there are, in the background. Asking again while it goes on returns the same job. */
export async function refit(ctx: ActorContext, { publish }: RefitInput): Promise<Job> {
  const deed = { id: ctx.deps.newId(), at: ctx.deps.now(), actorId: ctx.actor.userId, subjectId: null };
  return startJob(
    ctx,
    "refit",
    (tx) => recordDeed(tx, { ...deed, action: "model.refit", detail: { publish } }),
    { publish },
  );
}

/**
 * Publishes a candidate, or rolls back to an earlier version; the job that is returned folds learners by it. Safe to
 * repeat. Throws NOT_FOUND.
 */
export async function publishModel(ctx: ActorContext, { version }: PublishModelInput): Promise<Job> {
  const deed = { id: ctx.deps.newId(), at: ctx.deps.now(), actorId: ctx.actor.userId };
  return startJob(ctx, "remodel", async (tx) => {
    const before = await publishVersion(tx, version);
    if (before === null) throw new DomainError("NOT_FOUND");
    await recordDeed(tx, {
      ...deed,
      action: "model.published",
      subjectId: String(version),
      detail: { from: before.from },
    });
  });
}
