CREATE TABLE "experiments" (
	"name" text PRIMARY KEY NOT NULL,
	"arms" jsonb NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "experiments_name" CHECK (char_length("experiments"."name") between 1 and 60)
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"progress" double precision DEFAULT 0 NOT NULL,
	"step" text NOT NULL,
	"result" jsonb,
	"started_by" uuid NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"heard_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "jobs_status" CHECK ("jobs"."status" in ('running', 'done', 'failed')),
	CONSTRAINT "jobs_progress" CHECK ("jobs"."progress" between 0 and 1)
);
--> statement-breakpoint
CREATE TABLE "learning_settings" (
	"learner_id" uuid PRIMARY KEY NOT NULL,
	"daily_cap" smallint DEFAULT 60 NOT NULL,
	"paused_until" date,
	"catch_up_days" smallint DEFAULT 1 NOT NULL,
	"arrival_on" date,
	"minutes_per_day" smallint DEFAULT 10 NOT NULL,
	"situations" text[] DEFAULT '{}' NOT NULL,
	"dismissed" uuid[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "learning_settings_cap" CHECK ("learning_settings"."daily_cap" between 1 and 500),
	CONSTRAINT "learning_settings_catch_up" CHECK ("learning_settings"."catch_up_days" between 1 and 30),
	CONSTRAINT "learning_settings_minutes" CHECK ("learning_settings"."minutes_per_day" between 1 and 240),
	CONSTRAINT "learning_settings_dismissed" CHECK (cardinality("learning_settings"."dismissed") <= 500)
);
--> statement-breakpoint
CREATE TABLE "models" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"status" text NOT NULL,
	"evidence" text NOT NULL,
	"parameters" jsonb NOT NULL,
	"metrics" jsonb NOT NULL,
	"rows" integer NOT NULL,
	"learners" integer NOT NULL,
	"fitted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "models_status" CHECK ("models"."status" in ('candidate', 'published', 'retired')),
	CONSTRAINT "models_evidence" CHECK ("models"."evidence" in ('answers', 'simulated_prior'))
);
--> statement-breakpoint
CREATE TABLE "placements" (
	"learner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"state" jsonb NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "placements_learner_id_id_pk" PRIMARY KEY("learner_id","id")
);
--> statement-breakpoint
ALTER TABLE "item_states" ADD COLUMN "trace" "bytea";--> statement-breakpoint
ALTER TABLE "learner_states" ADD COLUMN "trace" "bytea";--> statement-breakpoint
ALTER TABLE "learner_states" ADD COLUMN "skills" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "learner_states" ADD COLUMN "skill_traces" "bytea";--> statement-breakpoint
ALTER TABLE "learner_states" ADD COLUMN "model_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "learning_settings" ADD CONSTRAINT "learning_settings_learner_id_users_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_learner_id_users_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "experiments_running_key" ON "experiments" USING btree ((true)) WHERE "experiments"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_running_key" ON "jobs" USING btree ("kind") WHERE "jobs"."status" = 'running';--> statement-breakpoint
CREATE UNIQUE INDEX "models_version_key" ON "models" USING btree ("version");--> statement-breakpoint
CREATE UNIQUE INDEX "models_published_key" ON "models" USING btree ("status") WHERE "models"."status" = 'published';--> statement-breakpoint
CREATE INDEX "placements_learner_started_idx" ON "placements" USING btree ("learner_id","started_at");