CREATE TABLE "disputes" (
	"learner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"attempt_id" uuid NOT NULL,
	"exercise_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"answer" text NOT NULL,
	"normal" text NOT NULL,
	"reason" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "disputes_learner_id_id_pk" PRIMARY KEY("learner_id","id"),
	CONSTRAINT "disputes_attempt_key" UNIQUE("learner_id","attempt_id"),
	CONSTRAINT "disputes_reason" CHECK (char_length("disputes"."reason") <= 500)
);
--> statement-breakpoint
CREATE TABLE "rulings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"exercise_id" uuid NOT NULL,
	"normal" text NOT NULL,
	"form" text NOT NULL,
	"decision" text NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL,
	"revoked_by" uuid,
	"revoked_at" timestamp (3) with time zone,
	"round_due_at" timestamp (3) with time zone,
	"rounds_left" smallint NOT NULL,
	"done_through" uuid,
	"learners_credited" integer DEFAULT 0 NOT NULL,
	"answers_regraded" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "rulings_decision" CHECK ("rulings"."decision" in ('accepted', 'rejected')),
	CONSTRAINT "rulings_revoked" CHECK (("rulings"."revoked_at" is null) = ("rulings"."revoked_by" is null))
);
--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_learner_id_users_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "disputes_cluster_idx" ON "disputes" USING btree ("exercise_id","normal");--> statement-breakpoint
CREATE UNIQUE INDEX "rulings_counting_key" ON "rulings" USING btree ("exercise_id","normal") WHERE "rulings"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "rulings_waiting_idx" ON "rulings" USING btree ("round_due_at") WHERE "rulings"."round_due_at" is not null;--> statement-breakpoint
CREATE INDEX "attempts_exercise_learner_idx" ON "attempts" USING btree ("exercise_id","learner_id");