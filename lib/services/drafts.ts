import { insertDrafts } from "@/db/queries/drafts";
import { openDraftRound } from "@/db/queries/emails";
import type { DraftReasonRow, DraftRow, EmailRow, LabRow, PromptRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import type { Drafts } from "@/lib/contracts/emails";
import { hashToSeed } from "@/lib/engine/random";
import { type DraftReason, parseReasons, reasonMessages, reasonsJson } from "@/lib/engine/reasons";
import { storable } from "@/lib/engine/text/storable";
import { AppError, isAppError } from "@/lib/errors";
import type { Generation } from "@/lib/llm/language-model";
import { draftRequest, isoDate, summarizeLogprobs } from "./drafting";
import { draftViews, emailText, requireEmail } from "./emails";
import { requireLab, requireLivePrompt } from "./lab-lookup";
import { draftingModel } from "./lab-models";
import { openPriceBook, type PriceBook } from "./prices";

/** Fresh seeds tried when a draft repeats an earlier one of the same round. */
const ATTEMPTS_TO_DIFFER = 4;
const REASONS_TOKENS = 500;
const REASONS_ATTEMPTS = 2;

/**
 * Writes a new round of drafts for one email with the live prompt: different from one another, each
 * with its reasons. Nothing is stored unless every draft could be written.
 * @throws {AppError} `provider_failed`; `conflict` when two requests draft the same email at once.
 */
export async function generateDrafts(
  ctx: Context,
  { emailId, count }: { emailId: string; count?: number },
): Promise<Drafts> {
  const email = await requireEmail(ctx, emailId);
  const lab = await requireLab(ctx, email.labId);
  const prompt = await requireLivePrompt(ctx.store, lab);

  const written = await writeDistinct(ctx, {
    email,
    lab,
    prompt,
    count: count ?? lab.settings.drafting.draftCount,
  });
  const explained = await Promise.all(
    written.map(async (draft) => ({ ...draft, ...(await explain(ctx, { email, draft, prompt, lab })) })),
  );
  const prices = await openPriceBook(ctx);
  const { rows, reasons } = draftRows(ctx, { email, lab, prompt, drafts: explained, prices });
  await ctx.store.transaction(async (tx) => {
    const opened = await openDraftRound(tx, { emailId, round: email.round + 1 });
    if (!opened) throw new AppError("conflict", "Drafts for this email were written in the meantime.");
    await insertDrafts(tx, { drafts: rows, reasons });
  });
  return { drafts: await draftViews(ctx, email, rows) };
}

interface RoundInput {
  email: EmailRow;
  lab: LabRow;
  prompt: PromptRow;
}

interface WrittenDraft {
  seed: number;
  messages: ReturnType<typeof draftRequest>["messages"];
  generation: Generation;
  /** Answers that repeated another draft and were dropped; they were paid for all the same. */
  dropped: Generation[];
}

async function writeDistinct(ctx: Context, input: RoundInput & { count: number }): Promise<WrittenDraft[]> {
  const round = ctx.newSeed();
  const first = await Promise.all(
    Array.from({ length: input.count }, (_, position) => write(ctx, input, hashToSeed(round, position, 0))),
  );
  const kept: WrittenDraft[] = [];
  for (const [position, draft] of first.entries())
    kept.push(await differing(ctx, input, { kept, draft, round, position }));
  return kept;
}

async function write(ctx: Context, { email, lab, prompt }: RoundInput, seed: number): Promise<WrittenDraft> {
  const request = draftRequest({
    prompt: prompt.content,
    email: emailText(email),
    drafting: lab.settings.drafting,
    variables: lab.settings.variables,
    seed,
    today: isoDate(ctx),
  });
  const generation = await draftingModel(ctx, lab).generate(request, { signal: ctx.signal, queue: lab.id });
  return { seed, messages: request.messages, generation, dropped: [] };
}

async function differing(
  ctx: Context,
  input: RoundInput,
  {
    kept,
    draft,
    round,
    position,
  }: { kept: readonly WrittenDraft[]; draft: WrittenDraft; round: number; position: number },
): Promise<WrittenDraft> {
  const plain = ({ generation }: WrittenDraft) => generation.text.replaceAll(/\s+/g, " ").trim();
  const taken = new Set(kept.map(plain));
  for (let candidate = draft, attempt = 1; ; attempt++) {
    if (!taken.has(plain(candidate))) return candidate;
    if (attempt > ATTEMPTS_TO_DIFFER) {
      throw new AppError(
        "provider_failed",
        `The model wrote the same reply ${attempt} times, so there is nothing to choose between. A higher temperature in the lab's settings gives different drafts.`,
      );
    }
    const dropped = [...candidate.dropped, candidate.generation];
    candidate = { ...(await write(ctx, input, hashToSeed(round, position, attempt))), dropped };
  }
}

interface Explanation {
  /** One per call that was answered. */
  explaining: Pick<Generation, "model" | "usage">[];
  reasons: DraftReason[];
  reasonsError: string | null;
}

/** A second call, so that the log-probs of the first belong to the reply alone. Its failure keeps the draft. */
async function explain(
  ctx: Context,
  { email, draft, prompt, lab }: RoundInput & { draft: WrittenDraft },
): Promise<Explanation> {
  const rendered = draft.messages.find(({ role }) => role === "system")?.content ?? prompt.content;
  const messages = reasonMessages({
    prompt: rendered,
    email: emailText(email),
    reply: draft.generation.text,
  });
  const explaining: Explanation["explaining"] = [];
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await draftingModel(ctx, lab).generate(
        {
          messages,
          temperature: 0,
          maxTokens: REASONS_TOKENS,
          seed: hashToSeed(draft.seed, "reasons", attempt),
          logprobs: false,
          json: reasonsJson,
        },
        { signal: ctx.signal, queue: lab.id },
      );
      explaining.push(answer);
      return { reasons: parseReasons(answer.text), reasonsError: null, explaining };
    } catch (error) {
      // What the model answered did not fit (RangeError), or it failed; anything else is a defect.
      if (!(error instanceof RangeError) && !isAppError(error)) throw error;
      if (isAppError(error) || attempt === REASONS_ATTEMPTS)
        return { reasons: [], reasonsError: error.message, explaining };
    }
  }
}

function draftRows(
  ctx: Context,
  {
    email,
    lab,
    prompt,
    drafts,
    prices,
  }: RoundInput & { drafts: readonly (WrittenDraft & Explanation)[]; prices: PriceBook },
): { rows: DraftRow[]; reasons: DraftReasonRow[] } {
  const model = draftingModel(ctx, lab);
  const rows: DraftRow[] = [];
  const reasons: DraftReasonRow[] = [];
  for (const [position, draft] of drafts.entries()) {
    const { generation } = draft;
    const id = ctx.newId();
    rows.push({
      id,
      labId: lab.id,
      emailId: email.id,
      promptId: prompt.id,
      round: email.round + 1,
      position,
      content: generation.text,
      provider: model.provider,
      model: generation.model,
      simulated: model.simulated,
      seed: draft.seed,
      temperature: lab.settings.drafting.temperature,
      logprobs: summarizeLogprobs(generation),
      usage: generation.usage,
      latencyMs: generation.latencyMs,
      costMicroUsd: sumOrNull(
        [generation, ...draft.dropped, ...draft.explaining].map((answer) => prices.costOf(model, answer)),
      ),
      finishReason: generation.finishReason,
      reasonsError: draft.reasonsError,
      createdAt: ctx.now(),
    });
    reasons.push(
      ...draft.reasons.map((reason, place) => ({
        id: ctx.newId(),
        labId: lab.id,
        draftId: id,
        position: place,
        ...reason,
        text: storable(reason.text),
      })),
    );
  }
  return { rows, reasons };
}

/** A sum with an unknown part is unknown. */
function sumOrNull(costs: readonly (number | null)[]): number | null {
  return costs.reduce<number | null>((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
}
