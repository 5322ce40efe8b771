import { z } from "zod";
import { Id, LabQuery, PageQuery, page, Time, text } from "./common";
import { RewardComponents, RewardWeights } from "./reward";

export const RunStatus = z.enum([
  "queued",
  "running",
  "deployed",
  "no_improvement",
  "needs_data",
  "needs_approval",
  "failed",
  "cancelled",
]);
export type RunStatus = z.infer<typeof RunStatus>;

/** Steps of the machine, in order. */
export const RunStep = z.enum(["collecting", "proposing", "racing", "validating", "deciding", "finished"]);
export type RunStep = z.infer<typeof RunStep>;

export const RunOrigin = z.enum(["trigger", "person", "dataset"]);

export const Guardrail = z.object({
  name: z.string(),
  unit: z.enum(["share", "tokens", "ms", "usd"]),
  /** Null: not measured. */
  baseline: z.number().nullable(),
  candidate: z.number().nullable(),
  /** Highest value allowed to the candidate. */
  limit: z.number().nullable(),
  status: z.enum(["passes", "fails", "unavailable"]),
});
export type Guardrail = z.infer<typeof Guardrail>;

export const DecisionEvidence = z.object({
  /** t of a t-test, mean difference (0–1 scale) of a permutation test. */
  statistic: z.number().nullable(),
  df: z.number().nullable(),
  /** Sign patterns counted or drawn; null where none were. */
  resamples: z.number().int().nullable(),
  /** Cohen's d_z. */
  dz: z.number().nullable(),
  /** One-sided p of Wilcoxon's signed rank test, under 30 cases; decides nothing. */
  wilcoxonP: z.number().nullable(),
  /** Why the test has no statistic. */
  missing: z.enum(["empty", "insufficient_data", "zero_variance"]).nullable(),
  /** Held-out cases there were. */
  cases: z.number().int(),
  failedCases: z.number().int(),
  /** Cases on which the two replies have no signal in common. */
  unsharedCases: z.number().int(),
  /** Earlier decisions that looked at these cases. */
  usesBefore: z.number().int(),
  /** Cases on which each signal took part. */
  signals: z.record(z.string(), z.number().int()),
  weights: RewardWeights,
  /** `minImprovement` in percent, `minConfidence` from 0 to 1. */
  thresholds: z.object({
    minImprovement: z.number(),
    minConfidence: z.number(),
    minHeldOut: z.number().int(),
  }),
  /** Gain and confidence without perplexity; null where it took no part. */
  withoutPerplexity: z
    .object({ improvement: z.number().nullable(), confidence: z.number().nullable(), n: z.number().int() })
    .nullable(),
  guardrails: z.array(Guardrail),
  /** Of the resampling. */
  seed: z.number().int(),
});
export type DecisionEvidence = z.infer<typeof DecisionEvidence>;

export const Decision = z.object({
  basis: z.enum(["held_out", "person"]),
  verdict: z.enum(["deploy", "no_improvement", "needs_data"]),
  /** Gain of the mean held-out reward: percent when `improvementKind` is relative, else points of the 0–1 scale × 100. */
  improvement: z.number().nullable(),
  improvementKind: z.enum(["relative", "absolute"]).nullable(),
  /** 1 - p, one-sided. */
  confidence: z.number().nullable(),
  pValue: z.number().nullable(),
  n: z.number().int(),
  wins: z.number().int(),
  losses: z.number().int(),
  ties: z.number().int(),
  baselineMean: z.number().nullable(),
  candidateMean: z.number().nullable(),
  /** 95 % BCa interval of the gain, in percent; null under 10 cases. */
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  test: z.string(),
  /** What the test rests on; absent from decisions made before it was kept. */
  evidence: DecisionEvidence.optional(),
  /** Sentences that say what held, what did not, and what was missing. */
  reasons: z.array(z.string()),
});
export type Decision = z.infer<typeof Decision>;

export const CandidateProblem = z.object({ code: z.string(), message: z.string() });
export type CandidateProblem = z.infer<typeof CandidateProblem>;

/** What a run learnt from: one decision of a person, quoted. */
export const QuotedFailure = z.object({
  feedbackId: Id,
  kind: z.enum(["rejected", "edited", "disliked_reason"]),
  subject: z.string(),
  said: z.string().nullable(),
  changes: z.array(z.string()),
});
export type QuotedFailure = z.infer<typeof QuotedFailure>;

export const Candidate = z.object({
  id: Id,
  /** 0 is the live prompt, evaluated afresh. */
  position: z.number().int(),
  role: z.enum(["baseline", "candidate"]),
  content: z.string().nullable(),
  strategy: z.string().nullable(),
  metaPrompt: z.string().nullable(),
  /** What it changed, each with the feedback behind it. */
  changes: z.array(z.object({ change: z.string(), feedbackIds: z.array(z.string()) })),
  state: z.enum(["racing", "dropped", "survivor", "invalid", "failed"]),
  problems: z.array(CandidateProblem),
  /** Mean reward over its development cases, null before the first. */
  developmentMean: z.number().nullable(),
  developmentCases: z.number().int(),
  heldOutMean: z.number().nullable(),
  heldOutCases: z.number().int(),
  failedCases: z.number().int(),
});
export type Candidate = z.infer<typeof Candidate>;

export const Cost = z.object({
  calls: z.number().int(),
  cachedCalls: z.number().int(),
  failedCalls: z.number().int(),
  /** Answers whose provider told no usage; their tokens are in neither sum. */
  unmeteredCalls: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** Null: the price of no call is known. */
  usd: z.number().nullable(),
  /** Answers whose price or usage is not known; they are not in `usd`. */
  unpricedCalls: z.number().int(),
});
export type Cost = z.infer<typeof Cost>;

const runFields = {
  id: Id,
  labId: Id,
  labName: z.string(),
  status: RunStatus,
  step: RunStep,
  origin: RunOrigin,
  startedBy: z.string(),
  progress: z.object({ done: z.number().int(), total: z.number().int() }),
  baselineVersion: z.number().int(),
  /** The version it deployed or proposes, if any. */
  resultVersion: z.number().int().nullable(),
  /** Whether that version is the live one now; false after a roll back or a later change. */
  resultLive: z.boolean(),
  decision: Decision.nullable(),
  cost: Cost,
  simulated: z.boolean(),
  /** A person asked for the end; it comes as soon as the runner sees it. */
  cancelRequested: z.boolean(),
  error: z.string().nullable(),
  createdAt: Time,
  startedAt: Time.nullable(),
  finishedAt: Time.nullable(),
};

export const RunSummary = z.object(runFields);
export type RunSummary = z.infer<typeof RunSummary>;
export const RunPage = page(RunSummary);
export const RunQuery = PageQuery.extend(LabQuery.shape);

export const Run = z.object({
  ...runFields,
  seed: z.number().int(),
  provider: z.string(),
  model: z.string(),
  /** Embedding model that the similarity of its replies is measured with; null: by wording. */
  similarityBy: z.string().nullable(),
  cases: z.object({ development: z.number().int(), heldOut: z.number().int() }).nullable(),
  failures: z.array(QuotedFailure),
  baselinePrompt: z.string(),
  candidates: z.array(Candidate),
  survivorId: Id.nullable(),
  /** True while the prompt that this run deployed is the live one and an earlier one is on record. */
  canRollBack: z.boolean(),
});
export type Run = z.infer<typeof Run>;

/** Live reply and candidate reply to the same held-out email, worst loss first. */
export const CaseComparison = z.object({
  caseId: Id,
  subject: z.string(),
  body: z.string(),
  expectedOutput: z.string(),
  baseline: z.object({
    text: z.string().nullable(),
    error: z.string().nullable(),
    components: RewardComponents,
    reward: z.number().nullable(),
  }),
  candidate: z.object({
    text: z.string().nullable(),
    error: z.string().nullable(),
    components: RewardComponents,
    reward: z.number().nullable(),
  }),
  /** Candidate minus baseline over the signals both have. */
  difference: z.number().nullable(),
});
export type CaseComparison = z.infer<typeof CaseComparison>;
export const CaseComparisons = z.object({ items: z.array(CaseComparison) });

export const RunStart = z
  .object({ labId: Id.optional(), force: z.boolean().default(false) })
  .default({ force: false });
export type RunStart = z.infer<typeof RunStart>;
export const DatasetRunStart = z.object({
  labId: Id.optional(),
  datasetIds: z.array(Id).min(1).max(50),
  force: z.boolean().default(true),
});
export type DatasetRunStart = z.infer<typeof DatasetRunStart>;
export const RunStarted = z.object({ runId: Id });

export const RunResolution = z.object({ reason: text(500).optional() }).default({});
export type RunResolution = z.infer<typeof RunResolution>;

/** One line of a run's log, as sent over the event stream. `seq` is the event id. */
export const RunEvent = z.object({
  seq: z.number().int(),
  type: z.enum(["step", "progress", "candidate", "note", "finished"]),
  message: z.string(),
  step: RunStep,
  progress: z.object({ done: z.number().int(), total: z.number().int() }),
  at: Time,
});
export type RunEvent = z.infer<typeof RunEvent>;

export const CronReport = z.object({
  /** Labs whose trigger was checked. */
  checked: z.number().int(),
  enqueued: z.number().int(),
  /** Units of work done in this call. */
  advanced: z.number().int(),
});
export type CronReport = z.infer<typeof CronReport>;
