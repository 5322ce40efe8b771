import { z } from "zod";

export const LlmStatus = z.object({
  provider: z.string(),
  model: z.string(),
  simulated: z.boolean(),
  reachable: z.boolean(),
  /** Round trip of the check, in milliseconds. */
  latencyMs: z.number().nullable(),
  capabilities: z.object({
    tokenLogprobs: z.boolean(),
    jsonSchema: z.boolean(),
    embeddings: z.boolean(),
    scoring: z.boolean(),
    streaming: z.boolean(),
  }),
  models: z.array(z.string()).nullable(),
  detail: z.string().nullable(),
});
export type LlmStatus = z.infer<typeof LlmStatus>;

export const Health = z.object({ status: z.literal("ok"), uptimeSeconds: z.number() });
export type Health = z.infer<typeof Health>;
export const Readiness = z.object({
  ready: z.boolean(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
});
export type Readiness = z.infer<typeof Readiness>;
