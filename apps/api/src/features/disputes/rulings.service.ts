import type {
  ClusterPage,
  DecideInput,
  DisputeCluster,
  ListClustersInput,
  Ruling,
} from "@fluentfusion/contract";
import { answersOtherItem, normaliseAnswer } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import { CATALOGUE_CHANNEL } from "../lessons/catalogue-store.ts";
import { type ClusterRow, findCluster, listOpenClusters } from "./disputes.queries.ts";
import {
  CREDIT_ROUNDS,
  findCounting,
  findRuling,
  insertRuling,
  listRulings,
  raiseCatalogueVersion,
  type RulingRow,
  updateRuling,
} from "./rulings.queries.ts";

function toRuling(row: RulingRow): Ruling {
  const { id, exerciseId, normal, form, decision, learnersCredited, answersRegraded } = row;
  return {
    id,
    exerciseId,
    normal,
    form,
    decision,
    learnersCredited,
    answersRegraded,
    decidedAt: row.decidedAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    isCarriedOut: row.roundsLeft < CREDIT_ROUNDS,
  };
}

async function toCluster(
  { deps }: Pick<ActorContext, "deps">,
  row: ClusterRow,
): Promise<DisputeCluster | null> {
  const found = await deps.catalogue.exercise(row.exerciseId, row.revision);
  if (found === null || !("answerLanguage" in found.exercise.prompt)) return null;
  const { prompt, key } = found.exercise;
  const accepted = "accepted" in key ? key.accepted : [];
  const language = prompt.answerLanguage;
  const { lexicon } = await deps.catalogue.current();
  const normals = accepted.map((form) => normaliseAnswer(form, language));
  return {
    exerciseId: row.exerciseId,
    normal: row.normal,
    prompt: prompt as DisputeCluster["prompt"],
    accepted: [...accepted],
    learners: row.learners,
    answers: row.answers,
    reasons: row.reasons ?? [],
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    collides: answersOtherItem(lexicon[language], row.normal, normals),
  };
}

/** What is disputed and undecided, the most widely disputed first. */
export async function listClusters(
  ctx: ActorContext,
  { cursor, limit }: ListClustersInput,
): Promise<ClusterPage> {
  const rows = await listOpenClusters(ctx.deps.db, cursor, limit + 1);
  const clusters = await Promise.all(rows.slice(0, limit).map((row) => toCluster(ctx, row)));
  return {
    items: clusters.filter((cluster) => cluster !== null),
    nextCursor: rows.length > limit ? cursor + limit : null,
  };
}

export async function listDecided(
  { deps }: ActorContext,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: Ruling[]; nextCursor: string | null }> {
  const rows = await listRulings(deps.db, cursor ?? null, limit + 1);
  const shown = rows.slice(0, limit);
  return {
    items: shown.map(toRuling),
    nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** After a change of what is accepted: every instance reads it, and the crediting begins. */
async function carryOut({ deps }: ActorContext): Promise<void> {
  await deps.cache.publish(CATALOGUE_CHANNEL, "changed").catch(() => undefined);
  deps.crediting.look();
}

/**
 * Decides on a disputed form, for all who wrote it and all who will. Accepting credits everyone in the background. Safe
 * to send again; another decision on the same form takes the place of the first.
 *
 * Throws NOT_FOUND where nobody disputes this form, FORM_COLLIDES where it is the answer to another item.
 */
export async function decide(
  ctx: ActorContext,
  input: DecideInput,
  decision: RulingRow["decision"],
): Promise<Ruling> {
  const { deps, actor } = ctx;
  const { id, exerciseId, normal } = input;
  const repeat = await findRuling(deps.db, id);
  if (repeat !== null) {
    const isSame =
      repeat.exerciseId === exerciseId && repeat.normal === normal && repeat.decision === decision;
    if (!isSame) throw new DomainError("ATTEMPT_CONFLICT");
    return toRuling(repeat);
  }
  const row = await findCluster(deps.db, exerciseId, normal);
  const cluster = row === null ? null : await toCluster(ctx, row);
  if (cluster === null) throw new DomainError("NOT_FOUND");
  if (decision === "accepted" && cluster.collides) throw new DomainError("FORM_COLLIDES");
  const at = deps.now();
  const ruling = await deps.db.transaction(async (tx) => {
    const counting = await findCounting(tx, exerciseId, normal);
    if (counting?.decision === decision) return counting;
    if (counting !== null) await revokeIn(tx, ctx, counting, at);
    const made = await insertRuling(tx, {
      id,
      exerciseId,
      normal,
      decision,
      decidedAt: at,
      decidedBy: actor.userId,
      form: cluster.answers[0] ?? normal,
      roundsLeft: decision === "accepted" ? CREDIT_ROUNDS : 0,
      roundDueAt: decision === "accepted" ? at : null,
    });
    // Somebody else decided at the same moment.
    if (made === null) throw new DomainError("ATTEMPT_CONFLICT");
    await raiseCatalogueVersion(tx);
    const deed = { id: deps.newId(), at, actorId: actor.userId, subjectId: exerciseId };
    await recordDeed(tx, { ...deed, action: `dispute.${decision}`, detail: { ruling: id, normal } });
    return made;
  });
  await carryOut(ctx);
  return toRuling(ruling);
}

type Tx = Parameters<typeof findCounting>[0];

async function revokeIn(tx: Tx, { deps, actor }: ActorContext, ruling: RulingRow, at: Date): Promise<void> {
  const again =
    ruling.decision === "accepted" ? { roundsLeft: CREDIT_ROUNDS, roundDueAt: at, doneThrough: null } : {};
  await updateRuling(tx, ruling.id, { revokedAt: at, revokedBy: actor.userId, ...again });
  await raiseCatalogueVersion(tx);
  const deed = { id: deps.newId(), at, actorId: actor.userId, subjectId: ruling.exerciseId };
  await recordDeed(tx, { ...deed, action: "dispute.revoked", detail: { ruling: ruling.id } });
}

/** Takes a decision back; what was credited by it is taken back in the background. Throws NOT_FOUND. */
export async function revoke(ctx: ActorContext, rulingId: string): Promise<Ruling> {
  const { deps } = ctx;
  const after = await deps.db.transaction(async (tx) => {
    const ruling = await findRuling(tx, rulingId);
    if (ruling === null) throw new DomainError("NOT_FOUND");
    const counting = await findCounting(tx, ruling.exerciseId, ruling.normal);
    if (counting?.id === rulingId) await revokeIn(tx, ctx, counting, deps.now());
    return findRuling(tx, rulingId);
  });
  if (after === null) throw new DomainError("NOT_FOUND");
  await carryOut(ctx);
  return toRuling(after);
}
