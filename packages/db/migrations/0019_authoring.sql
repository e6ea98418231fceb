CREATE TABLE "authored_lessons" (
	"name" text NOT NULL,
	"revision" integer NOT NULL,
	"text" text,
	"base_hash" text NOT NULL,
	"published_by" uuid,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "authored_lessons_name_revision_pk" PRIMARY KEY("name","revision"),
	CONSTRAINT "authored_lessons_revision" CHECK ("authored_lessons"."revision" > 0)
);
--> statement-breakpoint
CREATE TABLE "lesson_drafts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"text" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "lesson_drafts_text" CHECK (char_length("lesson_drafts"."text") <= 40000)
);
--> statement-breakpoint
ALTER TABLE "lesson_drafts" ADD CONSTRAINT "lesson_drafts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "lesson_drafts_user_idx" ON "lesson_drafts" USING btree ("user_id","updated_at");--> statement-breakpoint
CREATE INDEX "lesson_progress_lesson_idx" ON "lesson_progress" USING btree ("lesson_id");--> statement-breakpoint
CREATE INDEX "team_members_cohort_idx" ON "team_members" USING btree ("team_id","cohort_id");