import { createHash } from "node:crypto";
import { findLab, moveLivePrompt } from "@/db/queries/labs";
import { insertPrompt, insertPromptAudit, nextPromptVersion } from "@/db/queries/prompts";
import type { PromptRow } from "@/db/rows";
import type { Store } from "@/db/store";
import type { Context } from "@/lib/context";
import type { PromptOrigin } from "@/lib/contracts/prompts";
import type { Decision } from "@/lib/contracts/runs";
import { promptVariables } from "@/lib/engine/drafting";
import { AppError } from "@/lib/errors";

/** Variables that every email brings along. */
export const emailVariables = ["today", "sender_name", "subject"] as const;

export const hashText = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

/** @throws {AppError} `invalid_request` naming the variables that have no value. */
export function checkVariables(
  prompt: string,
  variables: Readonly<Record<string, string>>,
  path: string,
): void {
  const known = new Set<string>([...emailVariables, ...Object.keys(variables)]);
  const unknown = promptVariables(prompt).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  const names = unknown.map((name) => `{{${name}}}`).join(", ");
  throw new AppError("invalid_request", `${path}: ${names} has no value in this lab's variables.`, {
    errors: [{ path, message: `${names} has no value in this lab's variables` }],
  });
}

/** Stores a version inside a transaction. */
export async function addPrompt(
  tx: Store,
  ctx: Context,
  {
    labId,
    content,
    parentId,
    origin,
  }: { labId: string; content: string; parentId: string | null; origin: PromptOrigin },
): Promise<PromptRow> {
  return insertPrompt(tx, {
    id: ctx.newId(),
    labId,
    version: await nextPromptVersion(tx, { labId }),
    content,
    hash: hashText(content),
    parentId,
    origin,
    createdAt: ctx.now(),
  });
}

/** Version 1 of a new lab, live. */
export async function addFirstPrompt(
  tx: Store,
  ctx: Context,
  { labId, content }: { labId: string; content: string },
): Promise<PromptRow> {
  const prompt = await addPrompt(tx, ctx, { labId, content, parentId: null, origin: { kind: "initial" } });
  await changeLivePrompt(tx, ctx, {
    labId,
    prompt,
    revision: 0,
    reason: "The lab was created.",
    actor: ctx.actor.name,
  });
  return prompt;
}

interface LiveChange {
  labId: string;
  prompt: PromptRow;
  /** The revision that the decision rests on; left out: whatever is current. */
  revision?: number;
  reason: string;
  actor: string;
  runId?: string;
  evidence?: Decision;
}

/**
 * Moves the live prompt and writes the audit row, inside the caller's transaction.
 * @throws {AppError} `conflict` with both versions, when somebody else changed it first or it is live already.
 */
export async function changeLivePrompt(tx: Store, ctx: Context, change: LiveChange): Promise<void> {
  const { labId, prompt, reason, actor, runId, evidence } = change;
  const lab = await findLab(tx, { labId });
  if (!lab) throw new AppError("not_found", `There is no lab ${labId}.`);
  if (lab.livePromptId === prompt.id)
    throw new AppError("conflict", `Version ${prompt.version} is live already.`);

  const expected = change.revision ?? lab.revision;
  const revision = await moveLivePrompt(tx, { labId, promptId: prompt.id, revision: expected });
  if (revision === null) {
    throw new AppError(
      "conflict",
      "The live prompt was changed in the meantime. Look at it again before you change it.",
      {
        extra: { expectedRevision: expected, currentRevision: lab.revision },
      },
    );
  }
  await insertPromptAudit(tx, {
    id: ctx.newId(),
    labId,
    revision,
    fromPromptId: lab.livePromptId,
    toPromptId: prompt.id,
    actor,
    reason,
    runId: runId ?? null,
    evidence: evidence ?? null,
    createdAt: ctx.now(),
  });
}
