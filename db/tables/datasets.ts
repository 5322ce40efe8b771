import type { CaseSide } from "@/lib/engine/search/case-groups";
import type { Fingerprint } from "@/lib/engine/search/near-duplicates";
import type { Kit } from "../columns";
import type { LogprobSummary, StoredUsage } from "../stored";
import type { defineLabTables } from "./labs";

type LabTables = ReturnType<typeof defineLabTables>;

/** Cases with a reply that a person wrote, and the cache of what models answered. */
export function defineDatasetTables(k: Kit, { labs }: LabTables) {
  const labId = () =>
    k
      .text()
      .notNull()
      .references(() => labs.id, { onDelete: "cascade" });

  const datasets = k.table(
    "datasets",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      name: k.text().notNull(),
      description: k.text().notNull(),
      kind: k.text().$type<"written" | "edits">().notNull(),
      createdAt: k.time().notNull(),
    },
    (t) => [k.index("datasets_lab").on(t.labId)],
  );

  const cases = k.table(
    "cases",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      datasetId: k
        .text()
        .notNull()
        .references(() => datasets.id, { onDelete: "cascade" }),
      /** Order in the dataset, from 1. */
      seq: k.int().notNull(),
      sender: k.text().notNull(),
      subject: k.text().notNull(),
      body: k.text().notNull(),
      sentOn: k.text(),
      expectedOutput: k.text().notNull(),
      /** Hash of the email as it was when the case was made; the same for copies of it. */
      splitKey: k.text().notNull(),
      /** Split key of the first case of the group of emails alike; null for a case that straddles the sides. */
      groupKey: k.text(),
      /** Decided by the group, for good. */
      side: k.text().$type<CaseSide>().notNull(),
      /** What tells which emails are alike; null until a case of before there were groups is looked at. */
      fingerprint: k.json<Fingerprint | null>(),
      /** The feedback whose edit is the reference, and the prompt whose draft was edited. */
      feedbackId: k.text(),
      draftedByPromptId: k.text(),
      createdAt: k.time().notNull(),
    },
    (t) => [
      k.uniqueIndex("cases_seq").on(t.datasetId, t.seq),
      k.index("cases_lab").on(t.labId),
      k.index("cases_feedback").on(t.feedbackId),
    ],
  );

  const outputs = k.table(
    "outputs",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      cacheKey: k.text().notNull(),
      provider: k.text().notNull(),
      model: k.text().notNull(),
      simulated: k.bool().notNull(),
      text: k.text().notNull(),
      logprobs: k.json<LogprobSummary | null>(),
      usage: k.json<StoredUsage | null>(),
      latencyMs: k.real().notNull(),
      /** In micro-dollars; null where it is not known. */
      costMicroUsd: k.int(),
      finishReason: k.text().notNull(),
      createdAt: k.time().notNull(),
    },
    (t) => [k.uniqueIndex("outputs_key").on(t.labId, t.cacheKey)],
  );

  /** Vectors of texts, so that no text is embedded twice by one model. */
  const embeddings = k.table(
    "embeddings",
    {
      labId: labId(),
      provider: k.text().notNull(),
      model: k.text().notNull(),
      textHash: k.text().notNull(),
      /** 32-bit floats, little-endian, in base64. */
      vector: k.text().notNull(),
      createdAt: k.time().notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.labId, t.provider, t.model, t.textHash] })],
  );

  return { datasets, cases, outputs, embeddings };
}
