import { countLabRows, findLab, insertLab, listLabs, updateLab } from "@/db/queries/labs";
import type { LabRow } from "@/db/rows";
import type { Store } from "@/db/store";
import type { Context } from "@/lib/context";
import type { PageQuery } from "@/lib/contracts/common";
import { type Lab, type LabChange, LabSettings, type NewLab } from "@/lib/contracts/labs";
import { defaultRewardWeights } from "@/lib/engine/reward/aggregate";
import { defaultTriggerConfig } from "@/lib/engine/trigger";
import { AppError } from "@/lib/errors";
import { addFirstPrompt, checkVariables } from "./deployments";
import { DEFAULT_SLUG, requireLab, requireLivePrompt } from "./lab-lookup";
import { labModels } from "./lab-models";
import { readCursor } from "./paging";

export const ORGANIZATION = "local";

export const defaultSettings: Omit<LabSettings, "variables" | "models"> = {
  rewardWeights: { ...defaultRewardWeights },
  triggerConfig: defaultTriggerConfig,
  deploymentConfig: { minImprovement: 5, minConfidence: 0.8, minHeldOutCases: 20, mode: "auto" },
  drafting: { draftCount: 2, temperature: 0.8, maxTokens: 700 },
  search: { candidates: 10, maxPromptWords: 400 },
};

export async function getLab(ctx: Context, labId: string): Promise<Lab> {
  return labView(ctx, await requireLab(ctx, labId));
}

export async function getLabs(ctx: Context, { limit, cursor }: PageQuery) {
  const offset = readCursor(cursor) ?? 0;
  const rows = await listLabs(ctx.store, { limit: limit + 1, offset });
  const items = await Promise.all(rows.slice(0, limit).map((row) => labView(ctx, row)));
  return { items, nextCursor: rows.length > limit ? String(offset + limit) : null };
}

/** A lab with its first prompt as version 1, live. */
export async function createLab(
  ctx: Context,
  { name, description, prompt, variables }: NewLab,
): Promise<Lab> {
  checkVariables(prompt, variables, "body.prompt");
  const lab = await ctx.store.transaction(async (tx) => {
    const row = await insertWithFreeSlug(tx, ctx, {
      id: ctx.newId(),
      organizationId: ORGANIZATION,
      slug: slugOf(name),
      name,
      description,
      settings: { ...defaultSettings, variables },
      models: null,
      livePromptId: null,
      revision: 0,
      createdAt: ctx.now(),
    });
    await addFirstPrompt(tx, ctx, { labId: row.id, content: prompt });
    return row;
  });
  return getLab(ctx, lab.id);
}

/** Changes name, description or settings; a run under way keeps those it began with. */
export async function changeLab(ctx: Context, labId: string, change: LabChange): Promise<Lab> {
  const { name, description, rewardWeights, triggerConfig, deploymentConfig, drafting, search, variables } =
    change;
  for (const choice of Object.values(change.models ?? {})) ctx.models.of(choice);
  const found = await requireLab(ctx, labId);
  const updated = await ctx.store.transaction(async (tx) => {
    const lab = await findLab(tx, { labId: found.id });
    if (!lab) return null;
    const { settings } = lab;
    const merged = LabSettings.parse({
      rewardWeights: rewardWeights ?? settings.rewardWeights,
      triggerConfig: { ...settings.triggerConfig, ...triggerConfig },
      deploymentConfig: { ...settings.deploymentConfig, ...deploymentConfig },
      drafting: { ...settings.drafting, ...drafting },
      search: { ...settings.search, ...search },
      variables: variables ?? settings.variables,
      models: { ...labModels(lab), ...change.models },
    });
    const { models, ...stored } = merged;
    checkVariables((await requireLivePrompt(tx, lab)).content, merged.variables, "body.variables");
    return updateLab(tx, {
      labId: lab.id,
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
      settings: stored,
      models,
    });
  });
  if (!updated) throw new AppError("not_found", `There is no lab ${labId}.`);
  return labView(ctx, updated);
}

async function labView(ctx: Context, lab: LabRow): Promise<Lab> {
  const live = await requireLivePrompt(ctx.store, lab);
  const counts = await countLabRows(ctx.store, { labId: lab.id, livePromptId: live.id });
  return {
    id: lab.id,
    slug: lab.slug,
    name: lab.name,
    description: lab.description,
    isDefault: lab.slug === DEFAULT_SLUG,
    liveVersion: live.version,
    revision: lab.revision,
    counts,
    settings: { ...lab.settings, models: labModels(lab) },
    createdAt: lab.createdAt.toISOString(),
  };
}

async function insertWithFreeSlug(tx: Store, ctx: Context, lab: LabRow): Promise<LabRow> {
  const inserted = await insertLab(tx, lab);
  // The id's random tail is as good as unique; its head is the time.
  return inserted ?? insertWithFreeSlug(tx, ctx, { ...lab, slug: `${lab.slug}-${ctx.newId().slice(-6)}` });
}

function slugOf(name: string): string {
  const slug = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);
  return slug === "" || slug === DEFAULT_SLUG ? "lab" : slug;
}
