import type { LabRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import {
  type CaseBrief,
  caseBriefs,
  caseMessages,
  casesJson,
  exampleSender,
  type MailScenario,
  mailScenarios,
  parseCases,
  type WrittenCase,
} from "@/lib/engine/case-writing";
import { hashToSeed, hashToUnit } from "@/lib/engine/random";
import type { Language } from "@/lib/engine/text/language";
import { AppError } from "@/lib/errors";
import type { LanguageModel } from "@/lib/llm/language-model";
import { composeLetter } from "@/lib/llm/simulator/case-writer-letter";
import { isoDate } from "./drafting";
import { requireLivePrompt } from "./lab-lookup";
import { draftingModel } from "./lab-models";

/** A made-up email. */
export interface SyntheticEmail {
  /** Display name and address under a domain reserved for examples. */
  from: string;
  subject: string;
  body: string;
  /** ISO 8601, UTC, with milliseconds. */
  sentAt: string;
}

interface SyntheticChoice {
  scenario: MailScenario | "random";
  /** Drawn by the seed where it is left out. */
  language?: Language;
  seed: number;
}

const ATTEMPTS = 3;
const TEMPERATURE = 1;
// Enough for the longest brief in any of the languages, as JSON.
const MAX_TOKENS = 1_500;

/**
 * Writes one made-up email for a lab: from templates where the lab drafts with the simulator, otherwise by
 * its drafting model. Nothing steps in for a model that fails.
 *
 * @throws {AppError} `provider_failed` if the model cannot be had, or gave nothing usable in three tries.
 */
export async function writeSyntheticEmail(
  ctx: Context,
  lab: LabRow,
  choice: SyntheticChoice,
): Promise<SyntheticEmail> {
  const model = draftingModel(ctx, lab);
  const now = ctx.now();
  const house = lab.settings.variables.company ?? null;
  if (model.simulated) return composeSyntheticEmail({ ...choice, now, house });
  const { sender, subject, body } = await askModel(ctx, { lab, model, house, choice });
  return { from: sender, subject, body, sentAt: now.toISOString() };
}

/**
 * Makes up one email by template. Every choice is a hash of scenario and seed. `now` moves the dates in the
 * text, which are days before or after it (in UTC), and is the time of sending; so the same arguments give
 * the same email.
 *
 * @param options.seed Any finite number.
 * @param options.house Whom the greeting may name; none unless told.
 * @throws {RangeError} if `seed` is not finite or `now` is not a valid date.
 */
export function composeSyntheticEmail({
  scenario,
  language,
  seed,
  now,
  house = null,
}: SyntheticChoice & { now: Date; house?: string | null }): SyntheticEmail {
  const sentAt = now.toISOString();
  const brief = briefFor({ scenario, language, seed });
  const unit = (choice: string) => hashToUnit("synthetic-email", brief.scenario, seed, choice);
  const { sender, subject, body } = composeLetter({ brief, now, house, unit });
  return { from: exampleSender(sender), subject, body, sentAt };
}

function briefFor({ scenario, language, seed }: SyntheticChoice): CaseBrief {
  const [brief] = caseBriefs({
    count: 1,
    seed,
    scenario: scenario === "random" ? undefined : scenario,
    language,
  });
  if (brief === undefined) throw new RangeError(`there is no brief for one of ${mailScenarios.join(", ")}`);
  return brief;
}

interface Asking {
  lab: LabRow;
  model: LanguageModel;
  house: string | null;
  choice: SyntheticChoice;
}

async function askModel(ctx: Context, { lab, model, house, choice }: Asking): Promise<WrittenCase> {
  const prompt = await requireLivePrompt(ctx.store, lab);
  const messages = caseMessages({
    lab: { name: lab.name, description: lab.description, house, prompt: prompt.content },
    briefs: [briefFor(choice)],
    today: isoDate(ctx),
  });
  for (let attempt = 1; ; attempt++) {
    const { text } = await model.generate(
      {
        messages,
        temperature: TEMPERATURE,
        maxTokens: MAX_TOKENS,
        seed: hashToSeed(choice.seed, "synthetic-email", attempt),
        logprobs: false,
        json: casesJson,
      },
      { signal: ctx.signal, queue: lab.id },
    );
    try {
      const [email] = parseCases(text, 1);
      if (email !== undefined) return email;
      throw new RangeError("the answer holds no email");
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      if (attempt < ATTEMPTS) continue;
      throw new AppError(
        "provider_failed",
        `The model ${model.model} wrote no usable email in ${ATTEMPTS} tries: ${error.message}.`,
        { cause: error },
      );
    }
  }
}
