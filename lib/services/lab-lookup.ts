import { findLab, findLabBySlug } from "@/db/queries/labs";
import { findPrompt, listPromptNumbers } from "@/db/queries/prompts";
import type { LabRow, PromptRow } from "@/db/rows";
import type { Store } from "@/db/store";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";

/** Reserved: the lab that serves where none is named. */
export const DEFAULT_SLUG = "default";

/**
 * The lab of that id, `"default"` or nothing for the default lab.
 * @throws {AppError} `not_found`
 */
export async function requireLab(ctx: Context, labId?: string): Promise<LabRow> {
  const lab =
    labId === undefined || labId === DEFAULT_SLUG
      ? await findLabBySlug(ctx.store, { slug: DEFAULT_SLUG })
      : await findLab(ctx.store, { labId });
  if (!lab) throw new AppError("not_found", `There is no lab ${labId ?? DEFAULT_SLUG}.`);
  return lab;
}

/** The prompt that drafts are written with. */
export async function requireLivePrompt(store: Store, lab: LabRow): Promise<PromptRow> {
  const prompt = lab.livePromptId ? await findPrompt(store, { promptId: lab.livePromptId }) : null;
  if (!prompt) throw new Error(`lab ${lab.id} has no live prompt`);
  return prompt;
}

/** Tells the version number of any prompt of the lab. */
export async function promptNumbers(store: Store, labId: string): Promise<(promptId: string) => number> {
  const numbers = new Map(
    (await listPromptNumbers(store, { labId })).map(({ id, version }) => [id, version]),
  );
  return (promptId) => {
    const version = numbers.get(promptId);
    if (version === undefined) throw new Error(`lab ${labId} has no prompt ${promptId}`);
    return version;
  };
}
