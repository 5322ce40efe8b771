import { listLabs } from "@/db/queries/labs";
import { deletePrice, keepPrice, listPrices } from "@/db/queries/prices";
import type { PriceRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import type { CurrentPrice, NewPriceEntry, PriceEntry, PriceTable } from "@/lib/contracts/models";
import { AppError } from "@/lib/errors";
import type { LanguageModel, Usage } from "@/lib/llm/language-model";
import { costMicroUsd, priceOf } from "@/lib/llm/prices";
import { labModels } from "./lab-models";

const ALL_LABS = 10_000;

/** An answer as far as it decides what it cost. */
export interface PricedAnswer {
  /** Model that answered, as the provider named it. */
  model: string;
  /** What the provider counted; null where it told nothing. */
  usage: Usage | null;
}

/** Tells what an answer cost, by the table as it stood when the book was opened. */
export interface PriceBook {
  /**
   * @param asked Name of the model that was asked, where it is not the one that writes text.
   * @returns Whole micro-dollars, or null where price or usage is not known.
   */
  costOf(model: LanguageModel, answer: PricedAnswer, asked?: string): number | null;
}

export async function openPriceBook(ctx: Context): Promise<PriceBook> {
  const lines = await listPrices(ctx.store);
  return {
    costOf: ({ provider, address, model }, answer, asked = model) => {
      const call = { provider, address, asked, answered: answer.model, at: ctx.now() };
      return costMicroUsd(answer.usage, priceOf(call, lines));
    },
  };
}

/** The own table, and the price that holds today for each model in use. */
export async function getPrices(ctx: Context): Promise<PriceTable> {
  const lines = await listPrices(ctx.store);
  const current = (await modelsInUse(ctx)).map(({ provider, model, address }): CurrentPrice => {
    const call = { provider, address, asked: model, answered: model, at: ctx.now() };
    return { provider, model, price: priceOf(call, lines) };
  });
  return { entries: lines.map(entryView), current };
}

type ModelInUse = Pick<LanguageModel, "provider" | "model" | "address">;

/** Models of the environment, then those that labs chose, each followed by its provider's embedding model. */
async function modelsInUse({ models, store }: Context): Promise<ModelInUse[]> {
  const configured = models.list();
  const known = new Set(configured.map(({ provider }) => provider));
  const labs = await listLabs(store, { limit: ALL_LABS, offset: 0 });
  const chosen = labs.map(labModels).flatMap(({ drafting, rewriting }) => [drafting ?? [], rewriting ?? []]);
  const used = new Map<string, ModelInUse>();
  for (const { provider, model } of [...configured, ...chosen.flat()]) {
    // A lab may have chosen a provider that is gone since.
    if (!known.has(provider)) continue;
    const { address, embeddingModel } = models.of({ provider, model });
    for (const name of [model, embeddingModel ?? []].flat()) {
      used.set(JSON.stringify([provider, name]), { provider, model: name, address });
    }
  }
  return [...used.values()];
}

/** Adds a line, or replaces that of the same model and day. What was spent before keeps its price. */
export async function setPrice(ctx: Context, entry: NewPriceEntry): Promise<PriceEntry> {
  return entryView(await keepPrice(ctx.store, { ...entry, id: ctx.newId(), createdAt: ctx.now() }));
}

/** @throws {AppError} `not_found` */
export async function removePrice(ctx: Context, priceId: string): Promise<PriceEntry> {
  const removed = await deletePrice(ctx.store, { priceId });
  if (!removed) throw new AppError("not_found", `There is no price ${priceId}.`);
  return entryView(removed);
}

const entryView = (row: PriceRow): PriceEntry => ({ ...row, createdAt: row.createdAt.toISOString() });
