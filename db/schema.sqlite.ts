import { sqliteKit } from "./columns";
import { defineTables } from "./schema";

// drizzle-kit reads the tables from a module's exports.
export const {
  labs,
  prompts,
  promptAudit,
  emails,
  drafts,
  draftReasons,
  feedback,
  reasonRatings,
  datasets,
  cases,
  outputs,
  embeddings,
  optimizationRuns,
  candidates,
  scores,
  jobs,
  jobEvents,
  idempotencyKeys,
  prices,
} = defineTables(sqliteKit);
