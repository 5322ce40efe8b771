import { z } from "zod";
import { Id, Time, text } from "./common";
import { PROMPT_MOST } from "./labs";

/** Where a version came from: shipped or created with the lab, written by a person, or found by a run. */
export const PromptOrigin = z.object({
  kind: z.enum(["initial", "written", "rewritten"]),
  runId: Id.optional(),
});
export type PromptOrigin = z.infer<typeof PromptOrigin>;

export const PromptVersion = z.object({
  id: Id,
  version: z.number().int(),
  content: z.string(),
  /** SHA-256 of the text, hex. */
  hash: z.string(),
  words: z.number().int(),
  parentVersion: z.number().int().nullable(),
  origin: PromptOrigin,
  live: z.boolean(),
  /** What people did with its drafts, one decision per draft and reviewer. */
  decisions: z.object({
    accept: z.number().int(),
    edit: z.number().int(),
    reject: z.number().int(),
    skip: z.number().int(),
  }),
  createdAt: Time,
});
export type PromptVersion = z.infer<typeof PromptVersion>;

/** One change of the live prompt, newest first in lists. */
export const PromptChange = z.object({
  revision: z.number().int(),
  fromVersion: z.number().int().nullable(),
  toVersion: z.number().int(),
  actor: z.string(),
  reason: z.string(),
  runId: Id.nullable(),
  at: Time,
});
export type PromptChange = z.infer<typeof PromptChange>;

export const PromptHistory = z.object({
  labId: Id,
  revision: z.number().int(),
  versions: z.array(PromptVersion),
  changes: z.array(PromptChange),
});
export type PromptHistory = z.infer<typeof PromptHistory>;

export const NewPromptVersion = z.object({
  content: text(PROMPT_MOST),
  /** Make it live at once. Needs the revision that the person saw. */
  activate: z.object({ revision: z.number().int().min(0), reason: text(500) }).optional(),
});
export type NewPromptVersion = z.infer<typeof NewPromptVersion>;

export const Activation = z.object({
  /** The lab's revision as last seen; a stale one answers 409. Left out: whatever is current. */
  revision: z.number().int().min(0).optional(),
  reason: text(500),
});
export type Activation = z.infer<typeof Activation>;
