import {
  countDecisionsByPrompt,
  findPromptVersion,
  listPromptAudit,
  listPrompts,
} from "@/db/queries/prompts";
import type { Context } from "@/lib/context";
import type { Activation, NewPromptVersion, PromptHistory, PromptVersion } from "@/lib/contracts/prompts";
import { countWords } from "@/lib/engine/text/tokens";
import { AppError } from "@/lib/errors";
import { addPrompt, changeLivePrompt, checkVariables } from "./deployments";
import { promptNumbers, requireLab } from "./lab-lookup";

export async function getPromptHistory(ctx: Context, labId: string): Promise<PromptHistory> {
  const lab = await requireLab(ctx, labId);
  const [prompts, counts, audit] = await Promise.all([
    listPrompts(ctx.store, { labId: lab.id }),
    countDecisionsByPrompt(ctx.store, { labId: lab.id }),
    listPromptAudit(ctx.store, { labId: lab.id }),
  ]);
  // Read last, so that it knows every version that the others name.
  const versionOf = await promptNumbers(ctx.store, lab.id);
  const countOf = (promptId: string, action: string) =>
    counts.find((row) => row.promptId === promptId && row.action === action)?.n ?? 0;

  const versions = prompts.map(
    (prompt): PromptVersion => ({
      id: prompt.id,
      version: prompt.version,
      content: prompt.content,
      hash: prompt.hash,
      words: countWords(prompt.content),
      parentVersion: prompt.parentId ? versionOf(prompt.parentId) : null,
      origin: prompt.origin,
      live: prompt.id === lab.livePromptId,
      decisions: {
        accept: countOf(prompt.id, "accept"),
        edit: countOf(prompt.id, "edit"),
        reject: countOf(prompt.id, "reject"),
        skip: countOf(prompt.id, "skip"),
      },
      createdAt: prompt.createdAt.toISOString(),
    }),
  );
  const changes = audit.map((row) => ({
    revision: row.revision,
    fromVersion: row.fromPromptId ? versionOf(row.fromPromptId) : null,
    toVersion: versionOf(row.toPromptId),
    actor: row.actor,
    reason: row.reason,
    runId: row.runId,
    at: row.createdAt.toISOString(),
  }));
  return { labId: lab.id, revision: lab.revision, versions, changes };
}

/** A version that a person wrote; live at once when they ask for it. */
export async function writePrompt(
  ctx: Context,
  labId: string,
  input: NewPromptVersion,
): Promise<PromptVersion> {
  const lab = await requireLab(ctx, labId);
  checkVariables(input.content, lab.settings.variables, "body.content");
  const written = await ctx.store.transaction(async (tx) => {
    const prompt = await addPrompt(tx, ctx, {
      labId: lab.id,
      content: input.content,
      parentId: lab.livePromptId,
      origin: { kind: "written" },
    });
    if (input.activate) {
      const { revision, reason } = input.activate;
      await changeLivePrompt(tx, ctx, { labId: lab.id, prompt, revision, reason, actor: ctx.actor.name });
    }
    return prompt;
  });
  const { versions } = await getPromptHistory(ctx, lab.id);
  const version = versions.find(({ id }) => id === written.id);
  if (!version) throw new Error(`prompt ${written.id} was stored but not found`);
  return version;
}

/** Makes any version live: the way forward and the way back. */
export async function activatePrompt(
  ctx: Context,
  labId: string,
  { version, revision, reason }: Activation & { version: number },
): Promise<PromptHistory> {
  const lab = await requireLab(ctx, labId);
  await ctx.store.transaction(async (tx) => {
    const prompt = await findPromptVersion(tx, { labId: lab.id, version });
    if (!prompt) throw new AppError("not_found", `This lab has no version ${version}.`);
    await changeLivePrompt(tx, ctx, { labId: lab.id, prompt, revision, reason, actor: ctx.actor.name });
  });
  return getPromptHistory(ctx, lab.id);
}
