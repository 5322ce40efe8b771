CREATE TABLE "embeddings" (
	"lab_id" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"text_hash" text NOT NULL,
	"vector" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "embeddings_lab_id_provider_model_text_hash_pk" PRIMARY KEY("lab_id","provider","model","text_hash")
);
--> statement-breakpoint
CREATE TABLE "prices" (
	"id" text PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"input_usd" double precision NOT NULL,
	"cached_input_usd" double precision,
	"output_usd" double precision NOT NULL,
	"valid_from" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "drafts" ADD COLUMN "cost_micro_usd" integer;--> statement-breakpoint
ALTER TABLE "labs" ADD COLUMN "models" jsonb;--> statement-breakpoint
ALTER TABLE "outputs" ADD COLUMN "cost_micro_usd" integer;--> statement-breakpoint
ALTER TABLE "embeddings" ADD CONSTRAINT "embeddings_lab_id_labs_id_fk" FOREIGN KEY ("lab_id") REFERENCES "public"."labs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "prices_line" ON "prices" USING btree ("provider","model","valid_from");