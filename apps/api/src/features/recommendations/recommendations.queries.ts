import { type Database, schema } from "@fluentfusion/db";

export type NewImpression = typeof schema.recommendationImpressions.$inferInsert;

export async function insertImpression(db: Database["db"], row: NewImpression): Promise<void> {
  await db.insert(schema.recommendationImpressions).values(row);
}
