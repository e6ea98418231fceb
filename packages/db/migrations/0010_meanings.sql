ALTER TABLE "items" DROP CONSTRAINT "items_slug_key";--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "retired_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "lesson_revisions" ADD COLUMN "exercise_since" integer[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "lesson_progress" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "lesson_progress" ADD COLUMN "exercise_since" integer[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "items_slug_key" ON "items" USING btree ("slug") WHERE "items"."retired_at" is null;