import type { LogprobSummary } from "@/db/stored";
import type { Context } from "@/lib/context";
import type { LabSettings } from "@/lib/contracts/labs";
import { readDate, spokenDate } from "@/lib/engine/calendar";
import { draftMessages } from "@/lib/engine/drafting";
import type { EmailText } from "@/lib/engine/messages";
import { meanLogprob } from "@/lib/engine/reward/perplexity";
import type { GenerateRequest, Generation } from "@/lib/llm/language-model";

interface DraftingInput {
  prompt: string;
  email: EmailText;
  drafting: LabSettings["drafting"];
  variables: Readonly<Record<string, string>>;
  seed: number;
  /** `{{today}}` where the email carries no date, `YYYY-MM-DD`. */
  today: string;
}

/** The one way in which this product asks for a reply, for people and for evaluations alike. */
export function draftRequest({
  prompt,
  email,
  drafting,
  variables,
  seed,
  today,
}: DraftingInput): GenerateRequest {
  const values = {
    ...variables,
    today: spelledOut(email.sentOn ?? today),
    sender_name: email.sender.replace(/\s*<[^>]*>$/, ""),
    subject: email.subject,
  };
  return {
    messages: draftMessages({ prompt, values, email }),
    temperature: drafting.temperature,
    maxTokens: drafting.maxTokens,
    seed,
    logprobs: true,
  };
}

/** `2026-09-07` as `Monday 7 September 2026`: a reply that names a day needs to know the weekday. */
function spelledOut(isoDay: string): string {
  const date = readDate(isoDay);
  return date === null ? isoDay : `${spokenDate(date)} ${date.getUTCFullYear()}`;
}

/** Mean log-prob of a reply's own tokens; null where the provider gave none. */
export function summarizeLogprobs({ tokens }: Generation): LogprobSummary | null {
  if (tokens === null || tokens.length === 0) return null;
  const meanNats = meanLogprob(tokens.map(({ logprob }) => logprob));
  return meanNats === null || !Number.isFinite(meanNats) ? null : { meanNats, tokenCount: tokens.length };
}

export const isoDate = (ctx: Context) => ctx.now().toISOString().slice(0, "YYYY-MM-DD".length);
