CREATE TYPE "public"."category" AS ENUM('greetings', 'accommodation', 'food', 'transportation', 'shopping', 'emergency');--> statement-breakpoint
CREATE TYPE "public"."difficulty" AS ENUM('beginner', 'intermediate', 'advanced');--> statement-breakpoint
CREATE TYPE "public"."exercise_kind" AS ENUM('choice', 'order', 'type', 'cloze', 'match', 'listen', 'dialogue', 'self_check');--> statement-breakpoint
CREATE TYPE "public"."language" AS ENUM('kinyarwanda', 'english', 'french');--> statement-breakpoint
CREATE TYPE "public"."outcome" AS ENUM('correct', 'almost', 'wrong', 'skipped');--> statement-breakpoint
CREATE TYPE "public"."role" AS ENUM('learner', 'author', 'manager', 'admin');--> statement-breakpoint
CREATE TYPE "public"."user_type" AS ENUM('tourist', 'tourism_worker');--> statement-breakpoint
CREATE TABLE "catalogue_state" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"version" bigint NOT NULL,
	"course_hash" text NOT NULL,
	CONSTRAINT "catalogue_state_only" CHECK ("catalogue_state"."only")
);
--> statement-breakpoint
CREATE TABLE "exercises" (
	"lesson_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"number" smallint NOT NULL,
	"id" uuid NOT NULL,
	"kind" "exercise_kind" NOT NULL,
	"item_id" uuid,
	"prompt" jsonb NOT NULL,
	"key" jsonb NOT NULL,
	"strict" boolean NOT NULL,
	CONSTRAINT "exercises_lesson_id_revision_number_pk" PRIMARY KEY("lesson_id","revision","number"),
	CONSTRAINT "exercises_id_revision_key" UNIQUE("id","revision"),
	CONSTRAINT "exercises_number" CHECK ("exercises"."number" >= 0 and "exercises"."number" < 30)
);
--> statement-breakpoint
CREATE TABLE "items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"target_language" "language" NOT NULL,
	"text" text NOT NULL,
	"kind" text NOT NULL,
	"category" "category" NOT NULL,
	"difficulty" "difficulty" NOT NULL,
	"topic" text NOT NULL,
	"register" text,
	"accepted" jsonb NOT NULL,
	"sources" jsonb NOT NULL,
	"confidence" text NOT NULL,
	"review" boolean NOT NULL,
	CONSTRAINT "items_slug_key" UNIQUE("slug"),
	CONSTRAINT "items_kind" CHECK ("items"."kind" in ('word', 'phrase')),
	CONSTRAINT "items_confidence" CHECK ("items"."confidence" in ('high', 'medium')),
	CONSTRAINT "items_sourced" CHECK (jsonb_array_length("items"."sources") > 0)
);
--> statement-breakpoint
CREATE TABLE "lesson_revisions" (
	"lesson_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"title_language" "language" NOT NULL,
	"duration_minutes" smallint NOT NULL,
	"prerequisites" uuid[] NOT NULL,
	"content" jsonb NOT NULL,
	"item_ids" uuid[] NOT NULL,
	"exercise_bits" integer NOT NULL,
	"content_hash" text NOT NULL,
	"published_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"published_by" uuid,
	CONSTRAINT "lesson_revisions_lesson_id_revision_pk" PRIMARY KEY("lesson_id","revision"),
	CONSTRAINT "lesson_revisions_positive" CHECK ("lesson_revisions"."revision" > 0 and "lesson_revisions"."duration_minutes" > 0)
);
--> statement-breakpoint
CREATE TABLE "lessons" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"target_language" "language" NOT NULL,
	"native_language" "language" NOT NULL,
	"category" "category" NOT NULL,
	"difficulty" "difficulty" NOT NULL,
	"position" integer NOT NULL,
	"revision" integer NOT NULL,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "lessons_slug_key" UNIQUE("slug"),
	CONSTRAINT "lessons_languages_differ" CHECK ("lessons"."target_language" <> "lessons"."native_language")
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor_id" uuid,
	"actor_kind" text NOT NULL,
	"action" text NOT NULL,
	"subject_id" text,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recommendation_impressions" (
	"learner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"shown_at" timestamp (3) with time zone NOT NULL,
	"policy" text NOT NULL,
	"model_version" integer NOT NULL,
	"shown" jsonb NOT NULL,
	"candidates" jsonb NOT NULL,
	CONSTRAINT "recommendation_impressions_learner_id_id_pk" PRIMARY KEY("learner_id","id")
);
--> statement-breakpoint
CREATE TABLE "outbox_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"topic" text NOT NULL,
	"learner_id" uuid,
	"payload" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"available_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"delivered_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"exercise_id" uuid NOT NULL,
	"lesson_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"item_id" uuid,
	"kind" "exercise_kind" NOT NULL,
	"sitting_id" uuid,
	"practice" boolean NOT NULL,
	"response" jsonb NOT NULL,
	"outcome" "outcome" NOT NULL,
	"score" double precision NOT NULL,
	"elapsed_ms" integer,
	"device_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"time_zone" text NOT NULL,
	"local_day" date NOT NULL,
	"grader_version" smallint NOT NULL,
	"model_version" integer NOT NULL,
	"body_hash" text NOT NULL,
	"receipt" jsonb NOT NULL,
	CONSTRAINT "attempts_learner_id_id_key" UNIQUE("learner_id","id"),
	CONSTRAINT "attempts_score" CHECK ("attempts"."score" between 0 and 1),
	CONSTRAINT "attempts_not_from_the_future" CHECK ("attempts"."occurred_at" <= "attempts"."received_at"),
	CONSTRAINT "attempts_elapsed" CHECK ("attempts"."elapsed_ms" between 0 and 600000)
) PARTITION BY RANGE ("id");
--> statement-breakpoint
CREATE TABLE "item_states" (
	"learner_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"reviews" integer NOT NULL,
	"lapses" integer NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"last_day" date NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"stability_days" double precision NOT NULL,
	"difficulty" double precision NOT NULL,
	"last_right" boolean NOT NULL,
	CONSTRAINT "item_states_learner_id_item_id_pk" PRIMARY KEY("learner_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "learner_badges" (
	"learner_id" uuid NOT NULL,
	"badge_id" text NOT NULL,
	"attempt_id" uuid NOT NULL,
	"earned_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "learner_badges_learner_id_badge_id_pk" PRIMARY KEY("learner_id","badge_id")
);
--> statement-breakpoint
CREATE TABLE "learner_states" (
	"learner_id" uuid PRIMARY KEY NOT NULL,
	"last_seq" bigint DEFAULT 0 NOT NULL,
	"folded_at" timestamp (3) with time zone,
	"folded_id" uuid,
	"state" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lesson_progress" (
	"learner_id" uuid NOT NULL,
	"lesson_id" uuid NOT NULL,
	"seen_bits" integer NOT NULL,
	"first_right_bits" integer NOT NULL,
	"solved_bits" integer NOT NULL,
	"total" smallint NOT NULL,
	"answers" integer NOT NULL,
	"elapsed_ms" bigint NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"completed_at" timestamp (3) with time zone,
	CONSTRAINT "lesson_progress_learner_id_lesson_id_pk" PRIMARY KEY("learner_id","lesson_id"),
	CONSTRAINT "lesson_progress_solved_seen" CHECK ("lesson_progress"."solved_bits" & ~"lesson_progress"."seen_bits" = 0)
);
--> statement-breakpoint
CREATE TABLE "self_reports" (
	"learner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"lesson_id" uuid NOT NULL,
	"score" double precision NOT NULL,
	"time_spent" integer NOT NULL,
	"exercises_completed" integer NOT NULL,
	"total_exercises" integer NOT NULL,
	"reported_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "self_reports_learner_id_id_pk" PRIMARY KEY("learner_id","id"),
	CONSTRAINT "self_reports_score" CHECK ("self_reports"."score" between 0 and 100),
	CONSTRAINT "self_reports_counts" CHECK ("self_reports"."time_spent" >= 0 and "self_reports"."exercises_completed" between 0 and "self_reports"."total_exercises")
);
--> statement-breakpoint
CREATE TABLE "sittings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"lesson_id" uuid,
	"exercises" jsonb NOT NULL,
	"seen_bits" integer DEFAULT 0 NOT NULL,
	"first_right_bits" integer DEFAULT 0 NOT NULL,
	"solved_bits" integer DEFAULT 0 NOT NULL,
	"answers" integer DEFAULT 0 NOT NULL,
	"xp_earned" integer DEFAULT 0 NOT NULL,
	"badges_earned" text[] DEFAULT '{}' NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "sittings_mode" CHECK ("sittings"."mode" in ('lesson', 'review', 'practice'))
);
--> statement-breakpoint
CREATE TABLE "streak_days" (
	"learner_id" uuid NOT NULL,
	"day" date NOT NULL,
	"answers" integer NOT NULL,
	CONSTRAINT "streak_days_learner_id_day_pk" PRIMARY KEY("learner_id","day")
);
--> statement-breakpoint
CREATE TABLE "xp_entries" (
	"learner_id" uuid NOT NULL,
	"key" text NOT NULL,
	"amount" smallint NOT NULL,
	"attempt_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"local_day" date NOT NULL,
	CONSTRAINT "xp_entries_learner_id_key_pk" PRIMARY KEY("learner_id","key"),
	CONSTRAINT "xp_entries_amount" CHECK ("xp_entries"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"generation" integer DEFAULT 0 NOT NULL,
	"rotated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"email" text,
	"email_verified_at" timestamp (3) with time zone,
	"password_hash" text,
	"user_type" "user_type" NOT NULL,
	"role" "role" DEFAULT 'learner' NOT NULL,
	"target_language" "language" NOT NULL,
	"native_language" "language" NOT NULL,
	"time_zone" text DEFAULT 'Africa/Kigali' NOT NULL,
	"profile_image" text,
	"joined_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_login_at" timestamp (3) with time zone,
	"disabled_at" timestamp (3) with time zone,
	CONSTRAINT "users_email_lower" CHECK ("users"."email" = lower("users"."email")),
	CONSTRAINT "users_email_length" CHECK (length("users"."email") <= 254),
	CONSTRAINT "users_username_length" CHECK (length("users"."username") between 3 and 50),
	CONSTRAINT "users_languages_differ" CHECK ("users"."target_language" <> "users"."native_language")
);
--> statement-breakpoint
ALTER TABLE "exercises" ADD CONSTRAINT "exercises_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exercises" ADD CONSTRAINT "exercises_revision_fk" FOREIGN KEY ("lesson_id","revision") REFERENCES "public"."lesson_revisions"("lesson_id","revision") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_revisions" ADD CONSTRAINT "lesson_revisions_lesson_id_lessons_id_fk" FOREIGN KEY ("lesson_id") REFERENCES "public"."lessons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendation_impressions" ADD CONSTRAINT "recommendation_impressions_learner_id_users_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_learner_id_users_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_states" ADD CONSTRAINT "item_states_learner_id_users_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learner_badges" ADD CONSTRAINT "learner_badges_learner_id_users_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learner_states" ADD CONSTRAINT "learner_states_learner_id_users_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_progress" ADD CONSTRAINT "lesson_progress_learner_id_users_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_reports" ADD CONSTRAINT "self_reports_learner_id_users_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_reports" ADD CONSTRAINT "self_reports_lesson_id_lessons_id_fk" FOREIGN KEY ("lesson_id") REFERENCES "public"."lessons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sittings" ADD CONSTRAINT "sittings_learner_id_users_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "streak_days" ADD CONSTRAINT "streak_days_learner_id_users_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "xp_entries" ADD CONSTRAINT "xp_entries_learner_id_users_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "lessons_catalogue_idx" ON "lessons" USING btree ("target_language","native_language","position","id") WHERE "lessons"."retired_at" is null;--> statement-breakpoint
CREATE INDEX "audit_log_subject_idx" ON "audit_log" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "audit_log_actor_idx" ON "audit_log" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "outbox_events_waiting_idx" ON "outbox_events" USING btree ("available_at","id") WHERE "outbox_events"."delivered_at" is null;--> statement-breakpoint
CREATE INDEX "attempts_learner_seq_idx" ON "attempts" USING btree ("learner_id","seq");--> statement-breakpoint
CREATE INDEX "item_states_due_idx" ON "item_states" USING btree ("learner_id","due_at");--> statement-breakpoint
CREATE INDEX "self_reports_learner_lesson_idx" ON "self_reports" USING btree ("learner_id","lesson_id","id");--> statement-breakpoint
CREATE INDEX "sittings_open_idx" ON "sittings" USING btree ("learner_id","started_at") WHERE "sittings"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "xp_entries_learner_at_idx" ON "xp_entries" USING btree ("learner_id","at");--> statement-breakpoint
CREATE INDEX "sessions_user_id_idx" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "users_username_key" ON "users" USING btree (lower("username"));