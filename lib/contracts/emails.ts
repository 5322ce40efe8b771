import { z } from "zod";
import { mailScenarios } from "@/lib/engine/case-writing";
import { anyText, Id, LabQuery, PageQuery, page, Time } from "./common";
import { Feedback } from "./feedback";

export const EmailSource = z.enum(["imported", "synthetic", "default"]);

export const Email = z.object({
  id: Id,
  labId: Id,
  sender: z.string(),
  senderName: z.string().nullable(),
  senderAddress: z.string().nullable(),
  subject: z.string(),
  body: z.string(),
  sentAt: Time.nullable(),
  source: EmailSource,
  /** `open`: no drafts yet; `drafted`: waits for a decision; `decided`: a person decided. */
  state: z.enum(["open", "drafted", "decided"]),
  createdAt: Time,
});
export type Email = z.infer<typeof Email>;

/** One row of the inbox: the body is left out, its beginning kept. */
export const EmailSummary = Email.omit({ body: true }).extend({ preview: z.string() });
export type EmailSummary = z.infer<typeof EmailSummary>;
export const EmailPage = page(EmailSummary);

export const EmailQuery = PageQuery.extend({
  labId: Id.optional(),
  state: z.enum(["open", "drafted", "decided"]).optional(),
  search: anyText(200).optional(),
});
export type EmailQuery = z.infer<typeof EmailQuery>;

export const DraftReason = z.object({
  id: Id,
  text: z.string(),
  /** As the model stated it, 0 to 1. */
  confidence: z.number().min(0).max(1),
});

export const Draft = z.object({
  id: Id,
  emailId: Id,
  /** 0 is draft A, 1 draft B, and so on. */
  position: z.number().int(),
  content: z.string(),
  reasons: z.array(DraftReason),
  /** Why there are no reasons, where the second call failed. */
  reasonsError: z.string().nullable(),
  promptVersion: z.number().int(),
  provider: z.string(),
  model: z.string(),
  simulated: z.boolean(),
  /** exp(-mean log-prob) of the reply's own tokens; null where the provider gives no log-probs. */
  perplexity: z.number().nullable(),
  /** Mean natural log-prob per token, in nats. */
  meanLogprob: z.number().nullable(),
  tokenCount: z.number().int().nullable(),
  latencyMs: z.number(),
  finishReason: z.string(),
  feedback: Feedback.nullable(),
  createdAt: Time,
});
export type Draft = z.infer<typeof Draft>;

/** An email with the drafts of its latest round. */
export const EmailDetail = Email.extend({ drafts: z.array(Draft) });
export type EmailDetail = z.infer<typeof EmailDetail>;

export const DraftRequest = z.object({ count: z.number().int().min(1).max(5).optional() }).default({});
export const Drafts = z.object({ drafts: z.array(Draft) });
export type Drafts = z.infer<typeof Drafts>;

export const SyntheticScenario = z.enum(mailScenarios);
export const SyntheticRequest = z
  .object({
    scenario: z.enum([...SyntheticScenario.options, "random"]).default("random"),
    /** Of the email; drawn by the seed where it is left out. */
    language: z.enum(["en", "de", "es", "fr"]).optional(),
    labId: Id.optional(),
    seed: z.number().int().min(0).max(4_294_967_295).optional(),
  })
  .default({ scenario: "random" });
export type SyntheticRequest = z.infer<typeof SyntheticRequest>;

export const ImportQuery = LabQuery;
export const ImportReport = z.object({
  imported: z.number().int(),
  duplicates: z.number().int(),
  rejected: z.array(z.object({ index: z.number().int(), reason: z.string() })),
  emailIds: z.array(Id),
});
export type ImportReport = z.infer<typeof ImportReport>;
