CREATE TABLE `embeddings` (
	`lab_id` text NOT NULL,
	`provider` text NOT NULL,
	`model` text NOT NULL,
	`text_hash` text NOT NULL,
	`vector` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`lab_id`, `provider`, `model`, `text_hash`),
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `prices` (
	`id` text PRIMARY KEY NOT NULL,
	`provider` text NOT NULL,
	`model` text NOT NULL,
	`input_usd` real NOT NULL,
	`cached_input_usd` real,
	`output_usd` real NOT NULL,
	`valid_from` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `prices_line` ON `prices` (`provider`,`model`,`valid_from`);--> statement-breakpoint
ALTER TABLE `drafts` ADD `cost_micro_usd` integer;--> statement-breakpoint
ALTER TABLE `labs` ADD `models` text;--> statement-breakpoint
ALTER TABLE `outputs` ADD `cost_micro_usd` integer;