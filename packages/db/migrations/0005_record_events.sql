CREATE TABLE "record_events" (
	"learner_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"kind" text NOT NULL,
	"attempt_id" uuid,
	"outcome" "outcome",
	"day" date,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"receipt" jsonb NOT NULL,
	CONSTRAINT "record_events_learner_id_id_pk" PRIMARY KEY("learner_id","id"),
	CONSTRAINT "record_events_shape" CHECK (case "record_events"."kind"
        when 'undo' then "record_events"."attempt_id" is not null and "record_events"."outcome" is null and "record_events"."day" is null
        when 'regrade' then "record_events"."attempt_id" is not null and "record_events"."outcome" is not null and "record_events"."day" is null
        when 'freeze' then "record_events"."attempt_id" is null and "record_events"."outcome" is null and "record_events"."day" is not null
        else false end)
);
--> statement-breakpoint
ALTER TABLE "record_events" ADD CONSTRAINT "record_events_learner_id_users_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "record_events_learner_seq_idx" ON "record_events" USING btree ("learner_id","seq");--> statement-breakpoint
CREATE TRIGGER record_events_append_only BEFORE UPDATE OR DELETE ON record_events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
