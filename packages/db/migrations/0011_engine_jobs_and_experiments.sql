ALTER TABLE "recommendation_impressions" ADD COLUMN "choices" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "recommendation_impressions" ADD COLUMN "shares" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "recommendation_impressions" ADD COLUMN "experiment" text;--> statement-breakpoint
CREATE INDEX "recommendation_impressions_experiment_idx" ON "recommendation_impressions" USING btree ("experiment","learner_id","id") WHERE "recommendation_impressions"."experiment" is not null;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_kind" CHECK ("jobs"."kind" in ('refit', 'remodel'));