import type { ReviewLimits } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { eq } from "drizzle-orm";

type Db = Database["db"];

const { learningSettings } = schema;

export type Settings = typeof learningSettings.$inferSelect;

export const DEFAULT_LIMITS: ReviewLimits = { dailyCap: 60, pausedUntil: null, catchUpDays: 1 };

/** The settings of a learner who never chose any. */
const defaultsOf = (learnerId: string): Settings => ({
  learnerId,
  ...DEFAULT_LIMITS,
  arrivalOn: null,
  minutesPerDay: 10,
  situations: [],
  dismissed: [],
});

export async function findSettings(db: Db, learnerId: string): Promise<Settings> {
  const [row] = await db.select().from(learningSettings).where(eq(learningSettings.learnerId, learnerId));
  return row ?? defaultsOf(learnerId);
}

/** Changes some of them, making the row where there is none. */
export async function saveSettings(
  db: Db,
  learnerId: string,
  change: Partial<Omit<Settings, "learnerId">>,
): Promise<Settings> {
  if (Object.keys(change).length === 0) return findSettings(db, learnerId);
  const [row] = await db
    .insert(learningSettings)
    .values({ learnerId, ...change })
    .onConflictDoUpdate({ target: learningSettings.learnerId, set: change })
    .returning();
  return row ?? defaultsOf(learnerId);
}
