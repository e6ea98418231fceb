import { type Database, schema } from "@fluentfusion/db";
import { and, asc, eq, gt, isNull } from "drizzle-orm";
import type { Reviewer } from "./due.queries.ts";

const { items, itemStates } = schema;

/** Items of the language that is learned now and what is remembered of them, by id after `after`. */
export async function findMemory(
  db: Database["db"],
  { userId, targetLanguage }: Reviewer,
  { after, limit }: { after: string | undefined; limit: number },
) {
  return db
    .select({ item: items, state: itemStates })
    .from(itemStates)
    .innerJoin(items, eq(items.id, itemStates.itemId))
    .where(
      and(
        eq(itemStates.learnerId, userId),
        eq(items.targetLanguage, targetLanguage),
        isNull(items.retiredAt),
        after === undefined ? undefined : gt(itemStates.itemId, after),
      ),
    )
    .orderBy(asc(itemStates.itemId))
    .limit(limit);
}
