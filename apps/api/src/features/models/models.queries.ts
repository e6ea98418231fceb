import { type Model, readModel } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { eq, sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { models } = schema;

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

/** Stores the first model, published; whoever comes later changes nothing. */
export async function insertFirstModel(db: Db, row: NewModel): Promise<void> {
  await db.insert(models).values(row).onConflictDoNothing();
}
