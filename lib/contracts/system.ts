import { z } from "zod";
import { Capabilities, ConfiguredProvider, ProviderName } from "./models";

export const LlmStatus = z.object({
  provider: ProviderName,
  model: z.string(),
  simulated: z.boolean(),
  reachable: z.boolean(),
  /** Round trip of the check, in milliseconds. */
  latencyMs: z.number().nullable(),
  /** As seen so far in this process; the test of a connection tries them all. */
  capabilities: Capabilities,
  models: z.array(z.string()).nullable(),
  detail: z.string().nullable(),
  /** Every provider this server is set up for. */
  providers: z.array(ConfiguredProvider),
});
export type LlmStatus = z.infer<typeof LlmStatus>;

export const Health = z.object({ status: z.literal("ok"), uptimeSeconds: z.number() });
export type Health = z.infer<typeof Health>;
export const Readiness = z.object({
  ready: z.boolean(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
});
export type Readiness = z.infer<typeof Readiness>;
