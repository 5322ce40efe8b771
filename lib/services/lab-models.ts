import type { LabRow, RunRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import type { LabModels } from "@/lib/contracts/models";
import type { LanguageModel } from "@/lib/llm/language-model";

/** What the lab chose; null stands for the model of the environment. */
export const labModels = ({ models }: Pick<LabRow, "models">): LabModels =>
  models ?? { drafting: null, rewriting: null };

/**
 * The model that the lab's drafts are written with now.
 * @throws {AppError} `unavailable` if its provider is not set up.
 */
export const draftingModel = (ctx: Context, lab: Pick<LabRow, "models">): LanguageModel =>
  ctx.models.of(labModels(lab).drafting);

/**
 * The model that rewrites the lab's prompt in a run that starts now.
 * @throws {AppError} `unavailable` if its provider is not set up.
 */
export const rewritingModel = (ctx: Context, lab: Pick<LabRow, "models">): LanguageModel =>
  ctx.models.of(labModels(lab).rewriting ?? labModels(lab).drafting);

/**
 * The model that a run began to draft with, whatever its lab has chosen since.
 * @throws {AppError} `unavailable` if its provider is not set up any more.
 */
export const draftingModelOfRun = (
  ctx: Context,
  { provider, model }: Pick<RunRow, "provider" | "model">,
): LanguageModel => ctx.models.of({ provider, model });

/**
 * The model that a run began to rewrite with, whatever its lab has chosen since.
 * @throws {AppError} `unavailable` if its provider is not set up any more.
 */
export const rewritingModelOfRun = (
  ctx: Context,
  { provider, model, config }: Pick<RunRow, "provider" | "model" | "config">,
): LanguageModel => ctx.models.of(config.rewriting ?? { provider, model });
