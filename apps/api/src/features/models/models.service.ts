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
import {
  countBehind,
  listVersions,
  publishVersion,
  type ScoredVersion,
  type VersionRow,
} from "./models.queries.ts";
import { shownGain } from "./shown-gain.ts";

const VERSIONS_SHOWN = 20;

const isJudged = (scores: Partial<ShadowScores>): scores is ShadowScores => scores.gain !== undefined;

function shadowOf({ metrics }: ScoredVersion): ShadowScores | null {
  const shadow = metrics as Partial<ShadowScores>;
  return isJudged(shadow) ? shadow : null;
}

function toVersion({ metrics, fittedAt, ...row }: VersionRow): ModelVersion {
  return { ...row, fittedAt: fittedAt.toISOString(), shadow: shadowOf({ ...row, metrics }) };
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

function reasonNeeded(gain: number | null): DomainError {
  const message = "is needed, with a reason: this version is not shown to be as good as the published one";
  const params = gain === null ? {} : { gain };
  return new DomainError("INPUT_INVALID", {}, [
    { path: ["force"], code: "model_not_better", params, message },
  ]);
}

const judged = (scored: ScoredVersion) => ({ version: scored.version, shadow: shadowOf(scored) });

/**
 * Publishes a candidate, or rolls back to an earlier version; the job that is returned folds learners by it. Safe to
 * repeat. Throws NOT_FOUND, or INPUT_INVALID where it is not shown to be as good as the published one and nobody says why it
 * is wanted all the same.
 */
export async function publishModel(ctx: ActorContext, { version, force }: PublishModelInput): Promise<Job> {
  const deed = { id: ctx.deps.newId(), at: ctx.deps.now(), actorId: ctx.actor.userId };
  return startJob(ctx, "remodel", async (tx) => {
    const moved = await publishVersion(tx, version);
    if (moved === null) throw new DomainError("NOT_FOUND");
    const { from, to } = moved;
    const gain = from === null ? 0 : shownGain(judged(to), judged(from));
    if (force === undefined && (gain === null || gain < 0)) {
      throw reasonNeeded(gain);
    }
    await recordDeed(tx, {
      ...deed,
      action: "model.published",
      subjectId: String(version),
      detail: { from: from?.version ?? 0, gain, ...(force !== undefined && { reason: force.reason }) },
    });
  });
}
