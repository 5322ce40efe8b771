CREATE TABLE "candidates" (
	"id" text PRIMARY KEY NOT NULL,
	"lab_id" text NOT NULL,
	"run_id" text NOT NULL,
	"position" integer NOT NULL,
	"role" text NOT NULL,
	"content" text,
	"hash" text,
	"strategy" text,
	"meta_prompt" text,
	"changes" jsonb NOT NULL,
	"state" text NOT NULL,
	"problems" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" text PRIMARY KEY NOT NULL,
	"lab_id" text NOT NULL,
	"dataset_id" text NOT NULL,
	"seq" integer NOT NULL,
	"sender" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"sent_on" text,
	"expected_output" text NOT NULL,
	"split_key" text NOT NULL,
	"side" text NOT NULL,
	"feedback_id" text,
	"drafted_by_prompt_id" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "datasets" (
	"id" text PRIMARY KEY NOT NULL,
	"lab_id" text NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "draft_reasons" (
	"id" text PRIMARY KEY NOT NULL,
	"lab_id" text NOT NULL,
	"draft_id" text NOT NULL,
	"position" integer NOT NULL,
	"text" text NOT NULL,
	"confidence" double precision NOT NULL
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"id" text PRIMARY KEY NOT NULL,
	"lab_id" text NOT NULL,
	"email_id" text NOT NULL,
	"prompt_id" text NOT NULL,
	"round" integer NOT NULL,
	"position" integer NOT NULL,
	"content" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"simulated" boolean NOT NULL,
	"seed" bigint NOT NULL,
	"temperature" double precision NOT NULL,
	"logprobs" jsonb,
	"usage" jsonb,
	"latency_ms" double precision NOT NULL,
	"finish_reason" text NOT NULL,
	"reasons_error" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "emails" (
	"id" text PRIMARY KEY NOT NULL,
	"lab_id" text NOT NULL,
	"seq" integer NOT NULL,
	"source" text NOT NULL,
	"identity" text NOT NULL,
	"from_name" text,
	"from_address" text,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"state" text NOT NULL,
	"round" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "feedback" (
	"id" text PRIMARY KEY NOT NULL,
	"lab_id" text NOT NULL,
	"seq" integer NOT NULL,
	"email_id" text NOT NULL,
	"draft_id" text NOT NULL,
	"prompt_id" text NOT NULL,
	"reviewer" text NOT NULL,
	"action" text NOT NULL,
	"reason" text,
	"edited_content" text,
	"edit" jsonb,
	"human_score" double precision NOT NULL,
	"reward" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"state" text NOT NULL,
	"replaces_id" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"owner" text NOT NULL,
	"lease_expires_at" timestamp (3) with time zone NOT NULL,
	"response_status" integer,
	"response_body" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_scope_key_pk" PRIMARY KEY("scope","key")
);
--> statement-breakpoint
CREATE TABLE "job_events" (
	"job_id" text NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"message" text NOT NULL,
	"step" text NOT NULL,
	"progress_done" integer NOT NULL,
	"progress_total" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "job_events_job_id_seq_pk" PRIMARY KEY("job_id","seq")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"lab_id" text NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"status" text NOT NULL,
	"step" text NOT NULL,
	"runner_id" text,
	"lease_expires_at" timestamp (3) with time zone,
	"fence" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"error" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "labs" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"settings" jsonb NOT NULL,
	"live_prompt_id" text,
	"revision" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "optimization_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"lab_id" text NOT NULL,
	"seq" integer NOT NULL,
	"status" text NOT NULL,
	"origin" text NOT NULL,
	"started_by" text NOT NULL,
	"seed" bigint NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"simulated" boolean NOT NULL,
	"baseline_prompt_id" text NOT NULL,
	"baseline_revision" integer NOT NULL,
	"result_prompt_id" text,
	"survivor_id" text,
	"config" jsonb NOT NULL,
	"failures" jsonb NOT NULL,
	"case_ids" jsonb,
	"progress_done" integer DEFAULT 0 NOT NULL,
	"progress_total" integer DEFAULT 0 NOT NULL,
	"counters" jsonb NOT NULL,
	"decision" jsonb,
	"cancel_requested" boolean DEFAULT false NOT NULL,
	"error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "outputs" (
	"id" text PRIMARY KEY NOT NULL,
	"lab_id" text NOT NULL,
	"cache_key" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"simulated" boolean NOT NULL,
	"text" text NOT NULL,
	"logprobs" jsonb,
	"usage" jsonb,
	"latency_ms" double precision NOT NULL,
	"finish_reason" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prompt_audit" (
	"id" text PRIMARY KEY NOT NULL,
	"lab_id" text NOT NULL,
	"revision" integer NOT NULL,
	"from_prompt_id" text,
	"to_prompt_id" text NOT NULL,
	"actor" text NOT NULL,
	"reason" text NOT NULL,
	"run_id" text,
	"evidence" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prompts" (
	"id" text PRIMARY KEY NOT NULL,
	"lab_id" text NOT NULL,
	"version" integer NOT NULL,
	"content" text NOT NULL,
	"hash" text NOT NULL,
	"parent_id" text,
	"origin" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reason_ratings" (
	"feedback_id" text NOT NULL,
	"reason_id" text NOT NULL,
	"lab_id" text NOT NULL,
	"liked" boolean NOT NULL,
	CONSTRAINT "reason_ratings_feedback_id_reason_id_pk" PRIMARY KEY("feedback_id","reason_id")
);
--> statement-breakpoint
CREATE TABLE "scores" (
	"run_id" text NOT NULL,
	"candidate_id" text NOT NULL,
	"case_id" text NOT NULL,
	"lab_id" text NOT NULL,
	"output_id" text,
	"components" jsonb,
	"reward" double precision,
	"error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "scores_candidate_id_case_id_pk" PRIMARY KEY("candidate_id","case_id")
);
--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_lab_id_labs_id_fk" FOREIGN KEY ("lab_id") REFERENCES "public"."labs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_run_id_optimization_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."optimization_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_lab_id_labs_id_fk" FOREIGN KEY ("lab_id") REFERENCES "public"."labs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_lab_id_labs_id_fk" FOREIGN KEY ("lab_id") REFERENCES "public"."labs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_reasons" ADD CONSTRAINT "draft_reasons_lab_id_labs_id_fk" FOREIGN KEY ("lab_id") REFERENCES "public"."labs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_reasons" ADD CONSTRAINT "draft_reasons_draft_id_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."drafts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_lab_id_labs_id_fk" FOREIGN KEY ("lab_id") REFERENCES "public"."labs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_email_id_emails_id_fk" FOREIGN KEY ("email_id") REFERENCES "public"."emails"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_prompt_id_prompts_id_fk" FOREIGN KEY ("prompt_id") REFERENCES "public"."prompts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emails" ADD CONSTRAINT "emails_lab_id_labs_id_fk" FOREIGN KEY ("lab_id") REFERENCES "public"."labs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_lab_id_labs_id_fk" FOREIGN KEY ("lab_id") REFERENCES "public"."labs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_email_id_emails_id_fk" FOREIGN KEY ("email_id") REFERENCES "public"."emails"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_draft_id_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."drafts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_prompt_id_prompts_id_fk" FOREIGN KEY ("prompt_id") REFERENCES "public"."prompts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_events" ADD CONSTRAINT "job_events_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_lab_id_labs_id_fk" FOREIGN KEY ("lab_id") REFERENCES "public"."labs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "optimization_runs" ADD CONSTRAINT "optimization_runs_lab_id_labs_id_fk" FOREIGN KEY ("lab_id") REFERENCES "public"."labs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outputs" ADD CONSTRAINT "outputs_lab_id_labs_id_fk" FOREIGN KEY ("lab_id") REFERENCES "public"."labs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompt_audit" ADD CONSTRAINT "prompt_audit_lab_id_labs_id_fk" FOREIGN KEY ("lab_id") REFERENCES "public"."labs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompts" ADD CONSTRAINT "prompts_lab_id_labs_id_fk" FOREIGN KEY ("lab_id") REFERENCES "public"."labs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reason_ratings" ADD CONSTRAINT "reason_ratings_feedback_id_feedback_id_fk" FOREIGN KEY ("feedback_id") REFERENCES "public"."feedback"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reason_ratings" ADD CONSTRAINT "reason_ratings_reason_id_draft_reasons_id_fk" FOREIGN KEY ("reason_id") REFERENCES "public"."draft_reasons"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reason_ratings" ADD CONSTRAINT "reason_ratings_lab_id_labs_id_fk" FOREIGN KEY ("lab_id") REFERENCES "public"."labs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scores" ADD CONSTRAINT "scores_run_id_optimization_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."optimization_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scores" ADD CONSTRAINT "scores_candidate_id_candidates_id_fk" FOREIGN KEY ("candidate_id") REFERENCES "public"."candidates"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scores" ADD CONSTRAINT "scores_lab_id_labs_id_fk" FOREIGN KEY ("lab_id") REFERENCES "public"."labs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "candidates_position" ON "candidates" USING btree ("run_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_seq" ON "cases" USING btree ("dataset_id","seq");--> statement-breakpoint
CREATE INDEX "cases_lab" ON "cases" USING btree ("lab_id");--> statement-breakpoint
CREATE INDEX "cases_feedback" ON "cases" USING btree ("feedback_id");--> statement-breakpoint
CREATE INDEX "datasets_lab" ON "datasets" USING btree ("lab_id");--> statement-breakpoint
CREATE INDEX "draft_reasons_draft" ON "draft_reasons" USING btree ("draft_id");--> statement-breakpoint
CREATE UNIQUE INDEX "drafts_place" ON "drafts" USING btree ("email_id","round","position");--> statement-breakpoint
CREATE INDEX "drafts_prompt" ON "drafts" USING btree ("prompt_id");--> statement-breakpoint
CREATE UNIQUE INDEX "emails_identity" ON "emails" USING btree ("lab_id","identity");--> statement-breakpoint
CREATE UNIQUE INDEX "emails_seq" ON "emails" USING btree ("lab_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "feedback_current" ON "feedback" USING btree ("draft_id","reviewer") WHERE "feedback"."state" = 'current';--> statement-breakpoint
CREATE UNIQUE INDEX "feedback_seq" ON "feedback" USING btree ("lab_id","seq");--> statement-breakpoint
CREATE INDEX "feedback_email" ON "feedback" USING btree ("email_id");--> statement-breakpoint
CREATE INDEX "feedback_time" ON "feedback" USING btree ("lab_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_subject" ON "jobs" USING btree ("kind","subject_id");--> statement-breakpoint
CREATE INDEX "jobs_due" ON "jobs" USING btree ("status","next_at");--> statement-breakpoint
CREATE UNIQUE INDEX "labs_slug" ON "labs" USING btree ("organization_id","slug");--> statement-breakpoint
CREATE UNIQUE INDEX "runs_active" ON "optimization_runs" USING btree ("lab_id") WHERE "optimization_runs"."status" in ('queued', 'running');--> statement-breakpoint
CREATE UNIQUE INDEX "runs_seq" ON "optimization_runs" USING btree ("lab_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "outputs_key" ON "outputs" USING btree ("lab_id","cache_key");--> statement-breakpoint
CREATE UNIQUE INDEX "prompt_audit_revision" ON "prompt_audit" USING btree ("lab_id","revision");--> statement-breakpoint
CREATE UNIQUE INDEX "prompts_version" ON "prompts" USING btree ("lab_id","version");--> statement-breakpoint
CREATE INDEX "scores_run" ON "scores" USING btree ("run_id");