import { type Model, MODEL_FORMAT, readModel } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, asc, desc, eq, gt, inArray, isNotNull, not, sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { learnerStates, models } = schema;

/** Which parameters, and their place among the versions. */
export interface ModelRef {
  readonly id: string;
  readonly version: number;
  /** Whose answers it was fitted on: learners', or simulated ones. */
  readonly evidence: "answers" | "simulated_prior";
}

/** The published model, as a part of another statement. */
export const publishedModel = sql<ModelRef | null>`(select jsonb_build_object('id', m.id, 'version', m.version, 'evidence', m.evidence)
  from models m where m.status = 'published')`;

/**
 * The model by which the state of the learner `s` was made, as a part of another statement: until a newer one has folded
 * them again, nothing is read by two models at once. The published one where there is no state.
 */
export const modelOfState = sql<ModelRef | null>`(select jsonb_build_object('id', m.id, 'version', m.version, 'evidence', m.evidence)
  from models m where m.version = s.model_version or m.status = 'published'
  order by (m.version = s.model_version) desc nulls last limit 1)`;

/** Parameters never change under their id, so they are read once by a process, whichever its database is. */
const kept = new LRUCache<string, Model>({ max: 4 });

export async function findModel(db: Tx | Db, id: string): Promise<Model> {
  const known = kept.get(id);
  if (known !== undefined) return known;
  const [row] = await db.select({ parameters: models.parameters }).from(models).where(eq(models.id, id));
  const model = readModel(row?.parameters);
  kept.set(id, model);
  return model;
}

export type NewModel = typeof models.$inferInsert;

/** Models that this version of the engine can read. */
const isReadable = sql`${models.parameters}->>'format' = ${MODEL_FORMAT}`;

/**
 * Publishes a first model where no model is published that can be read, and says whether it was needed in place of an
 * older one. States that an unreadable model made are emptied: to be folded again from the log.
 */
export async function insertFirstModel(
  db: Db,
  row: Omit<NewModel, "version" | "status">,
): Promise<{ readonly replaced: boolean }> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`lock table ${models} in share row exclusive mode`);
    if ((await tx.$count(models, and(eq(models.status, "published"), isReadable))) > 0)
      return { replaced: false };
    const retired = await tx
      .update(models)
      .set({ status: "retired" })
      .where(eq(models.status, "published"))
      .returning({ version: models.version });
    const version = sql<number>`(select coalesce(max(version), 0) + 1 from ${models})`;
    await tx.insert(models).values({ ...row, version, status: "published" });
    const unreadable = tx.select({ version: models.version }).from(models).where(not(isReadable));
    await tx
      .update(learnerStates)
      .set({ trace: null, skills: [], skillTraces: null, modelVersion: 0 })
      .where(inArray(learnerStates.modelVersion, unreadable));
    return { replaced: retired.length > 0 };
  });
}

export async function findPublished(db: Db): Promise<ModelRef | null> {
  const [row] = await db.execute<{ model: ModelRef | null }>(sql`select ${publishedModel} as model`);
  return row?.model ?? null;
}

export type VersionRow = Omit<typeof models.$inferSelect, "id" | "parameters">;

/** The published version and the newest ones, without their parameters. */
export async function listVersions(db: Db, limit: number): Promise<VersionRow[]> {
  const { version, status, evidence, metrics, rows, learners, fittedAt } = models;
  return db
    .select({ version, status, evidence, metrics, rows, learners, fittedAt })
    .from(models)
    .orderBy(sql`${status} = 'published' desc`, desc(version))
    .limit(limit);
}

/** Stores a model under the next version. */
export async function insertCandidate(db: Db, row: Omit<NewModel, "version" | "status">): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`lock table ${models} in share row exclusive mode`);
    const next = sql<number>`(select coalesce(max(version), 0) + 1 from ${models})`;
    const [stored] = await tx
      .insert(models)
      .values({ ...row, status: "candidate", version: next })
      .returning({ version: models.version });
    if (stored === undefined) throw new Error("an insert returned nothing");
    return stored.version;
  });
}

/** A version and how it was judged. */
export type ScoredVersion = Pick<VersionRow, "version" | "metrics">;

/**
 * Makes a version the published one. Returns it with the one before it (`null` for none), or `null` where there is none to
 * be read.
 */
export async function publishVersion(
  tx: Tx,
  version: number,
): Promise<{ readonly to: ScoredVersion; readonly from: ScoredVersion | null } | null> {
  await tx.execute(sql`lock table ${models} in share row exclusive mode`);
  const [wanted] = await tx
    .select({ version: models.version, metrics: models.metrics })
    .from(models)
    .where(and(eq(models.version, version), isReadable));
  if (wanted === undefined) return null;
  const [before] = await tx
    .update(models)
    .set({ status: "retired" })
    .where(eq(models.status, "published"))
    .returning({ version: models.version, metrics: models.metrics });
  await tx.update(models).set({ status: "published" }).where(eq(models.version, version));
  return { to: wanted, from: before ?? null };
}

/** Learners with answers whose state was made by another model than the published one. */
const isBehind = and(
  isNotNull(learnerStates.foldedAt),
  sql`${learnerStates.modelVersion} <> (select m.version from ${models} m where m.status = 'published')`,
);

export async function countBehind(db: Db): Promise<number> {
  return db.$count(learnerStates, isBehind);
}

/** In the order of their ids, after one of them. */
export async function listBehind(db: Db, after: string | null, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: learnerStates.learnerId })
    .from(learnerStates)
    .where(and(isBehind, after === null ? undefined : gt(learnerStates.learnerId, after)))
    .orderBy(asc(learnerStates.learnerId))
    .limit(limit);
  return rows.map(({ id }) => id);
}
