ALTER TABLE "rulings" DROP CONSTRAINT "rulings_revoked";--> statement-breakpoint
ALTER TABLE "rulings" ALTER COLUMN "decided_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "rulings" ADD CONSTRAINT "rulings_revoked" CHECK ("rulings"."revoked_at" is not null or "rulings"."revoked_by" is null);