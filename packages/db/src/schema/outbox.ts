import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** Effects to carry out after the transaction that wrote them; each is delivered at least once. */
export const outboxEvents = pgTable(
  "outbox_events",
  {
    id: uuid("id").primaryKey(),
    topic: text("topic").notNull(),
    learnerId: uuid("learner_id"),
    payload: jsonb("payload").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    availableAt: instant("available_at").notNull().defaultNow(),
    tries: integer("tries").notNull().default(0),
    deliveredAt: instant("delivered_at"),
  },
  (t) => [
    index("outbox_events_waiting_idx")
      .on(t.availableAt, t.id)
      .where(sql`${t.deliveredAt} is null`),
  ],
);
