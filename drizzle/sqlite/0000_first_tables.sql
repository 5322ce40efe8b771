CREATE TABLE `candidates` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`run_id` text NOT NULL,
	`position` integer NOT NULL,
	`role` text NOT NULL,
	`content` text,
	`hash` text,
	`strategy` text,
	`meta_prompt` text,
	`changes` text NOT NULL,
	`state` text NOT NULL,
	`problems` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`run_id`) REFERENCES `optimization_runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `candidates_position` ON `candidates` (`run_id`,`position`);--> statement-breakpoint
CREATE TABLE `cases` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`dataset_id` text NOT NULL,
	`seq` integer NOT NULL,
	`sender` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`sent_on` text,
	`expected_output` text NOT NULL,
	`split_key` text NOT NULL,
	`side` text NOT NULL,
	`feedback_id` text,
	`drafted_by_prompt_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`dataset_id`) REFERENCES `datasets`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cases_seq` ON `cases` (`dataset_id`,`seq`);--> statement-breakpoint
CREATE INDEX `cases_lab` ON `cases` (`lab_id`);--> statement-breakpoint
CREATE INDEX `cases_feedback` ON `cases` (`feedback_id`);--> statement-breakpoint
CREATE TABLE `datasets` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`kind` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `datasets_lab` ON `datasets` (`lab_id`);--> statement-breakpoint
CREATE TABLE `draft_reasons` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`draft_id` text NOT NULL,
	`position` integer NOT NULL,
	`text` text NOT NULL,
	`confidence` real NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`draft_id`) REFERENCES `drafts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `draft_reasons_draft` ON `draft_reasons` (`draft_id`);--> statement-breakpoint
CREATE TABLE `drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`email_id` text NOT NULL,
	`prompt_id` text NOT NULL,
	`round` integer NOT NULL,
	`position` integer NOT NULL,
	`content` text NOT NULL,
	`provider` text NOT NULL,
	`model` text NOT NULL,
	`simulated` integer NOT NULL,
	`seed` integer NOT NULL,
	`temperature` real NOT NULL,
	`logprobs` text,
	`usage` text,
	`latency_ms` real NOT NULL,
	`finish_reason` text NOT NULL,
	`reasons_error` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`email_id`) REFERENCES `emails`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`prompt_id`) REFERENCES `prompts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `drafts_place` ON `drafts` (`email_id`,`round`,`position`);--> statement-breakpoint
CREATE INDEX `drafts_prompt` ON `drafts` (`prompt_id`);--> statement-breakpoint
CREATE TABLE `emails` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`seq` integer NOT NULL,
	`source` text NOT NULL,
	`identity` text NOT NULL,
	`from_name` text,
	`from_address` text,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`sent_at` integer,
	`state` text NOT NULL,
	`round` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `emails_identity` ON `emails` (`lab_id`,`identity`);--> statement-breakpoint
CREATE UNIQUE INDEX `emails_seq` ON `emails` (`lab_id`,`seq`);--> statement-breakpoint
CREATE TABLE `feedback` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`seq` integer NOT NULL,
	`email_id` text NOT NULL,
	`draft_id` text NOT NULL,
	`prompt_id` text NOT NULL,
	`reviewer` text NOT NULL,
	`action` text NOT NULL,
	`reason` text,
	`edited_content` text,
	`edit` text,
	`human_score` real NOT NULL,
	`reward` text NOT NULL,
	`content_hash` text NOT NULL,
	`state` text NOT NULL,
	`replaces_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`email_id`) REFERENCES `emails`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`draft_id`) REFERENCES `drafts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`prompt_id`) REFERENCES `prompts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `feedback_current` ON `feedback` (`draft_id`,`reviewer`) WHERE "feedback"."state" = 'current';--> statement-breakpoint
CREATE UNIQUE INDEX `feedback_seq` ON `feedback` (`lab_id`,`seq`);--> statement-breakpoint
CREATE INDEX `feedback_email` ON `feedback` (`email_id`);--> statement-breakpoint
CREATE INDEX `feedback_time` ON `feedback` (`lab_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`scope` text NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`owner` text NOT NULL,
	`lease_expires_at` integer NOT NULL,
	`response_status` integer,
	`response_body` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`scope`, `key`)
);
--> statement-breakpoint
CREATE TABLE `job_events` (
	`job_id` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`message` text NOT NULL,
	`step` text NOT NULL,
	`progress_done` integer NOT NULL,
	`progress_total` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`job_id`, `seq`),
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`status` text NOT NULL,
	`step` text NOT NULL,
	`runner_id` text,
	`lease_expires_at` integer,
	`fence` integer DEFAULT 0 NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_at` integer NOT NULL,
	`error` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_subject` ON `jobs` (`kind`,`subject_id`);--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`status`,`next_at`);--> statement-breakpoint
CREATE TABLE `labs` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`settings` text NOT NULL,
	`live_prompt_id` text,
	`revision` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `labs_slug` ON `labs` (`organization_id`,`slug`);--> statement-breakpoint
CREATE TABLE `optimization_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`seq` integer NOT NULL,
	`status` text NOT NULL,
	`origin` text NOT NULL,
	`started_by` text NOT NULL,
	`seed` integer NOT NULL,
	`provider` text NOT NULL,
	`model` text NOT NULL,
	`simulated` integer NOT NULL,
	`baseline_prompt_id` text NOT NULL,
	`baseline_revision` integer NOT NULL,
	`result_prompt_id` text,
	`survivor_id` text,
	`config` text NOT NULL,
	`failures` text NOT NULL,
	`case_ids` text,
	`progress_done` integer DEFAULT 0 NOT NULL,
	`progress_total` integer DEFAULT 0 NOT NULL,
	`counters` text NOT NULL,
	`decision` text,
	`cancel_requested` integer DEFAULT false NOT NULL,
	`error` text,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `runs_active` ON `optimization_runs` (`lab_id`) WHERE "optimization_runs"."status" in ('queued', 'running');--> statement-breakpoint
CREATE UNIQUE INDEX `runs_seq` ON `optimization_runs` (`lab_id`,`seq`);--> statement-breakpoint
CREATE TABLE `outputs` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`cache_key` text NOT NULL,
	`provider` text NOT NULL,
	`model` text NOT NULL,
	`simulated` integer NOT NULL,
	`text` text NOT NULL,
	`logprobs` text,
	`usage` text,
	`latency_ms` real NOT NULL,
	`finish_reason` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outputs_key` ON `outputs` (`lab_id`,`cache_key`);--> statement-breakpoint
CREATE TABLE `prompt_audit` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`revision` integer NOT NULL,
	`from_prompt_id` text,
	`to_prompt_id` text NOT NULL,
	`actor` text NOT NULL,
	`reason` text NOT NULL,
	`run_id` text,
	`evidence` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `prompt_audit_revision` ON `prompt_audit` (`lab_id`,`revision`);--> statement-breakpoint
CREATE TABLE `prompts` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`version` integer NOT NULL,
	`content` text NOT NULL,
	`hash` text NOT NULL,
	`parent_id` text,
	`origin` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `prompts_version` ON `prompts` (`lab_id`,`version`);--> statement-breakpoint
CREATE TABLE `reason_ratings` (
	`feedback_id` text NOT NULL,
	`reason_id` text NOT NULL,
	`lab_id` text NOT NULL,
	`liked` integer NOT NULL,
	PRIMARY KEY(`feedback_id`, `reason_id`),
	FOREIGN KEY (`feedback_id`) REFERENCES `feedback`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`reason_id`) REFERENCES `draft_reasons`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `scores` (
	`run_id` text NOT NULL,
	`candidate_id` text NOT NULL,
	`case_id` text NOT NULL,
	`lab_id` text NOT NULL,
	`output_id` text,
	`components` text,
	`reward` real,
	`error` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`candidate_id`, `case_id`),
	FOREIGN KEY (`run_id`) REFERENCES `optimization_runs`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`candidate_id`) REFERENCES `candidates`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `scores_run` ON `scores` (`run_id`);