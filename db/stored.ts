// Shapes of the JSON columns.
import type { DeploymentSettings, LabSettings } from "@/lib/contracts/labs";
import type { ModelChoice } from "@/lib/contracts/models";
import type { QuotedFailure } from "@/lib/contracts/runs";
import type { EmailText } from "@/lib/engine/messages";

/** A lab's settings but for its models, which have a column of their own. */
export type StoredSettings = Omit<LabSettings, "models">;

/** Token log-probs of one text, pooled. */
export interface LogprobSummary {
  /** Mean natural log-prob per token, in nats. */
  meanNats: number;
  tokenCount: number;
}

export interface StoredUsage {
  inputTokens: number;
  outputTokens: number;
  cachedInputTokens: number;
}

/** The settings a run started with; later changes of the lab do not reach it. */
export interface RunConfig {
  rewardWeights: LabSettings["rewardWeights"];
  deployment: DeploymentSettings;
  drafting: LabSettings["drafting"];
  search: LabSettings["search"];
  variables: LabSettings["variables"];
  /** Datasets that a person chose; null: every dataset of the lab. */
  datasetIds: string[] | null;
  /** Model that rewrites the prompt; absent in old runs, which rewrote with the model they drafted with. */
  rewriting?: ModelChoice;
  /** Embedding model that the similarity signal is measured with; absent or null: by wording. */
  embeddingModel?: string | null;
}

export interface RunCounters {
  calls: number;
  cachedCalls: number;
  failedCalls: number;
  /** Answers whose provider told no usage; their tokens are in neither sum. */
  unmeteredCalls: number;
  inputTokens: number;
  outputTokens: number;
  /** Sum over the answers whose price is known, in micro-dollars; absent in old runs. */
  costMicroUsd?: number;
  /** Answers whose price or usage is not known; they are not in the sum. Absent in old runs. */
  unpricedCalls?: number;
}

/** A failure as the rewriter reads it, kept with the run so that a resumed run quotes the same. */
export interface StoredFailure extends QuotedFailure {
  email: EmailText;
  reply: string;
  editedReply: string | null;
}
