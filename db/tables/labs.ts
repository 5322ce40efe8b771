import type { LabModels } from "@/lib/contracts/models";
import type { PromptOrigin } from "@/lib/contracts/prompts";
import type { Decision } from "@/lib/contracts/runs";
import type { Kit } from "../columns";
import type { StoredSettings } from "../stored";

/** Labs, the versions of their prompts, and every change of the live one. */
export function defineLabTables(k: Kit) {
  const labs = k.table(
    "labs",
    {
      id: k.text().primaryKey(),
      organizationId: k.text().notNull(),
      slug: k.text().notNull(),
      name: k.text().notNull(),
      description: k.text().notNull(),
      settings: k.json<StoredSettings>().notNull(),
      /** Null: both are the environment's. */
      models: k.json<LabModels | null>(),
      /** Null only between the insert of a lab and that of its first prompt, inside one transaction. */
      livePromptId: k.text(),
      revision: k.int().notNull().default(0),
      createdAt: k.time().notNull(),
    },
    (t) => [k.uniqueIndex("labs_slug").on(t.organizationId, t.slug)],
  );

  const labId = () =>
    k
      .text()
      .notNull()
      .references(() => labs.id, { onDelete: "cascade" });

  const prompts = k.table(
    "prompts",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      version: k.int().notNull(),
      content: k.text().notNull(),
      hash: k.text().notNull(),
      parentId: k.text(),
      origin: k.json<PromptOrigin>().notNull(),
      createdAt: k.time().notNull(),
    },
    (t) => [k.uniqueIndex("prompts_version").on(t.labId, t.version)],
  );

  const promptAudit = k.table(
    "prompt_audit",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      revision: k.int().notNull(),
      fromPromptId: k.text(),
      toPromptId: k.text().notNull(),
      actor: k.text().notNull(),
      reason: k.text().notNull(),
      runId: k.text(),
      evidence: k.json<Decision | null>(),
      createdAt: k.time().notNull(),
    },
    (t) => [k.uniqueIndex("prompt_audit_revision").on(t.labId, t.revision)],
  );

  return { labs, prompts, promptAudit };
}
