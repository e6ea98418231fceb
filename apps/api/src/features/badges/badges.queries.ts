import { type Database, schema } from "@fluentfusion/db";
import { asc, eq } from "drizzle-orm";

const { learnerBadges } = schema;

export async function listEarned(db: Database["db"], learnerId: string) {
  return db
    .select({ badgeId: learnerBadges.badgeId, earnedAt: learnerBadges.earnedAt })
    .from(learnerBadges)
    .where(eq(learnerBadges.learnerId, learnerId))
    .orderBy(asc(learnerBadges.earnedAt), asc(learnerBadges.badgeId));
}
