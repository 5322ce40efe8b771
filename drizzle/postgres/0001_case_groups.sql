ALTER TABLE "cases" ADD COLUMN "group_key" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "fingerprint" jsonb;