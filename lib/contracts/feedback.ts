import { z } from "zod";
import { anyText, Id, page, Time, text } from "./common";
import { Reward } from "./reward";

export const Action = z.enum(["accept", "reject", "edit", "skip"]);
export type Action = z.infer<typeof Action>;

export const REPLY_MOST = 50_000;

const ratings = z.record(Id, z.boolean()).optional();
const reviewer = text(120).optional();
const reason = anyText(2000).optional();

/** One decision on one draft. `ignore` is another word for `skip`. */
export const NewFeedback = z.preprocess(
  (value) =>
    typeof value === "object" && value !== null && "action" in value && value.action === "ignore"
      ? { ...value, action: "skip" }
      : value,
  z.discriminatedUnion("action", [
    z.object({ action: z.literal("accept"), reason, reasonRatings: ratings, reviewer }),
    z.object({ action: z.literal("reject"), reason: text(2000), reasonRatings: ratings, reviewer }),
    z.object({
      action: z.literal("edit"),
      editedContent: text(REPLY_MOST),
      reason,
      reasonRatings: ratings,
      reviewer,
    }),
    z.object({ action: z.literal("skip"), reason, reasonRatings: ratings, reviewer }),
  ]),
);
export type NewFeedback = z.infer<typeof NewFeedback>;

/** What the person's edit did, told in words and numbers. */
export const EditAnalysis = z.object({
  /** Share of the words that changed, 0 to 1. */
  ratio: z.number().min(0).max(1),
  removedWords: z.number().int(),
  addedWords: z.number().int(),
  summary: z.array(z.string()),
});
export type EditAnalysis = z.infer<typeof EditAnalysis>;

export const TriggerCondition = z.object({
  name: z.enum(["min_feedback", "negative_ratio", "time_since_last_run", "runs_per_day"]),
  label: z.string(),
  value: z.number().nullable(),
  threshold: z.number(),
  unit: z.string(),
  met: z.boolean(),
  detail: z.string().optional(),
});

/** Whether a run is due, with every condition, met or not. */
export const TriggerCheck = z.object({
  shouldOptimize: z.boolean(),
  conditions: z.array(TriggerCondition),
  /** 95 % Wilson interval of the negative share; null before the first vote. */
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  /** The run that is under way, if any; no second one starts beside it. */
  activeRunId: Id.nullable(),
});
export type TriggerCheck = z.infer<typeof TriggerCheck>;

export const FeedbackReceipt = z.object({
  feedbackId: Id,
  action: Action,
  reward: Reward,
  edit: EditAnalysis.nullable(),
  trigger: TriggerCheck,
  /** The run that this decision set off, if it did. */
  runId: Id.nullable(),
  /** True when the same content had been stored before and this is its receipt. */
  repeated: z.boolean(),
});
export type FeedbackReceipt = z.infer<typeof FeedbackReceipt>;

export const Feedback = z.object({
  id: Id,
  draftId: Id,
  emailId: Id,
  subject: z.string(),
  reviewer: z.string(),
  action: Action,
  reason: z.string().nullable(),
  editedContent: z.string().nullable(),
  edit: EditAnalysis.nullable(),
  reward: Reward,
  reasonRatings: z.record(z.string(), z.boolean()),
  promptVersion: z.number().int(),
  /** `current` counts; the others are history. */
  state: z.enum(["current", "superseded", "undone"]),
  createdAt: Time,
});
export type Feedback = z.infer<typeof Feedback>;
export const FeedbackPage = page(Feedback);
