import { z } from "zod";
import { anyText, Id, page, Time, text } from "./common";
import { LabModels } from "./models";
import { RewardWeights } from "./reward";

/** A lab by its id, or `default`. */
export const LabId = z.union([z.literal("default"), Id]);

export const TriggerSettings = z.object({
  minFeedbackCount: z.number().int().min(1).max(100_000),
  minNegativeFeedbackRatio: z.number().min(0).max(1),
  feedbackWindowHours: z.number().positive().max(8760),
  /** 0 switches the wait off. */
  minTimeSinceLastOptimizationHours: z.number().min(0),
  /** 0 switches the limit off. */
  maxOptimizationFrequencyPerDay: z.number().int().min(0),
});
export type TriggerSettings = z.infer<typeof TriggerSettings>;

export const DeploymentSettings = z.object({
  /** Least gain of the held-out reward, in percent. */
  minImprovement: z.number().min(0).max(1000),
  /** Least one-sided confidence, 1 - p. */
  minConfidence: z
    .number()
    .min(0.5, "must be at least 0.5 (50 %)")
    .max(0.9999, "must be at most 0.9999 (99.99 %)"),
  minHeldOutCases: z.number().int().min(2).max(10_000),
  /** `auto` deploys what the statistics allow; `approval` waits for a person. */
  mode: z.enum(["auto", "approval"]),
});
export type DeploymentSettings = z.infer<typeof DeploymentSettings>;

export const DraftingSettings = z.object({
  draftCount: z.number().int().min(1).max(5),
  temperature: z.number().min(0).max(2),
  maxTokens: z.number().int().min(16).max(8192),
});

export const SearchSettings = z.object({
  candidates: z.number().int().min(1).max(20),
  maxPromptWords: z.number().int().min(20).max(4000),
});

/** Values of the prompt's `{{variables}}`; `today`, `sender_name` and `subject` come from each email. */
export const PromptVariables = z.record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), anyText(2000));

export const LabSettings = z.object({
  rewardWeights: RewardWeights,
  triggerConfig: TriggerSettings,
  deploymentConfig: DeploymentSettings,
  drafting: DraftingSettings,
  search: SearchSettings,
  variables: PromptVariables,
  models: LabModels,
});
export type LabSettings = z.infer<typeof LabSettings>;

export const Lab = z.object({
  id: Id,
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  isDefault: z.boolean(),
  liveVersion: z.number().int(),
  /** Rises with every change of the live prompt; sent back with a change so that a race has one winner. */
  revision: z.number().int(),
  counts: z.object({
    emails: z.number().int(),
    /** Emails that wait for a decision. */
    undecided: z.number().int(),
    decisions: z.number().int(),
    cases: z.number().int(),
    /** Emails kept aside for a decision, each counted once, as a run started now would use them. */
    heldOutEmails: z.number().int(),
  }),
  settings: LabSettings,
  createdAt: Time,
});
export type Lab = z.infer<typeof Lab>;
export const LabPage = page(Lab);

export const PROMPT_MOST = 20_000;

export const NewLab = z.object({
  name: text(120),
  description: anyText(1000).default(""),
  prompt: text(PROMPT_MOST),
  variables: PromptVariables.default({}),
});
export type NewLab = z.infer<typeof NewLab>;

export const LabChange = z
  .object({
    name: text(120).optional(),
    description: anyText(1000).optional(),
    rewardWeights: RewardWeights.optional(),
    triggerConfig: TriggerSettings.partial().optional(),
    deploymentConfig: DeploymentSettings.partial().optional(),
    drafting: DraftingSettings.partial().optional(),
    search: SearchSettings.partial().optional(),
    variables: PromptVariables.optional(),
    models: LabModels.partial().optional(),
  })
  .strict();
export type LabChange = z.infer<typeof LabChange>;
