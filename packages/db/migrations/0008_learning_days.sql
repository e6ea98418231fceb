ALTER TABLE "streak_days" ADD COLUMN "right_answers" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "streak_days" ADD COLUMN "elapsed_ms" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "streak_days" ADD COLUMN "xp" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "record_events_learner_attempt_idx" ON "record_events" USING btree ("learner_id","attempt_id");