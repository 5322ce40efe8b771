import type { Tables } from "./schema";

export type LabRow = Tables["labs"]["$inferSelect"];
export type PromptRow = Tables["prompts"]["$inferSelect"];
export type PromptAuditRow = Tables["promptAudit"]["$inferSelect"];
export type EmailRow = Tables["emails"]["$inferSelect"];
export type DraftRow = Tables["drafts"]["$inferSelect"];
export type DraftReasonRow = Tables["draftReasons"]["$inferSelect"];
export type FeedbackRow = Tables["feedback"]["$inferSelect"];
export type DatasetRow = Tables["datasets"]["$inferSelect"];
export type CaseRow = Tables["cases"]["$inferSelect"];
export type OutputRow = Tables["outputs"]["$inferSelect"];
export type RunRow = Tables["optimizationRuns"]["$inferSelect"];
export type CandidateRow = Tables["candidates"]["$inferSelect"];
export type ScoreRow = Tables["scores"]["$inferSelect"];
export type JobRow = Tables["jobs"]["$inferSelect"];
export type JobEventRow = Tables["jobEvents"]["$inferSelect"];
export type IdempotencyRow = Tables["idempotencyKeys"]["$inferSelect"];
