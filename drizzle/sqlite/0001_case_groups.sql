ALTER TABLE `cases` ADD `group_key` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `fingerprint` text;