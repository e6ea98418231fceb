CREATE TABLE "lesson_wishes" (
	"learner_id" uuid NOT NULL,
	"lesson_id" uuid NOT NULL,
	"weight" double precision NOT NULL,
	"wished_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "lesson_wishes_learner_id_lesson_id_pk" PRIMARY KEY("learner_id","lesson_id"),
	CONSTRAINT "lesson_wishes_weight" CHECK ("lesson_wishes"."weight" between 0 and 1000)
);
--> statement-breakpoint
ALTER TABLE "lesson_wishes" ADD CONSTRAINT "lesson_wishes_learner_id_users_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;