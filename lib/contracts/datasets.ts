import { z } from "zod";
import { anyText, Id, LabQuery, PageQuery, page, Time, text } from "./common";

export const CaseInput = z.object({
  sender: text(400),
  subject: anyText(1000),
  body: text(200_000),
  /** Calendar date of the email; `{{today}}` of the prompt. */
  sentOn: z.iso.date().nullable().default(null),
});
export type CaseInput = z.infer<typeof CaseInput>;

/** An email with the reply that a person wrote for it. */
export const NewCase = z.object({ input: CaseInput, expectedOutput: text(50_000) });
export type NewCase = z.infer<typeof NewCase>;

export const NewDataset = z.object({
  labId: Id.optional(),
  name: text(120),
  description: anyText(1000).default(""),
  cases: z.array(NewCase).max(1000).default([]),
});
export type NewDataset = z.infer<typeof NewDataset>;

export const NewCases = z.object({ cases: z.array(NewCase).min(1).max(1000) });

export const Dataset = z.object({
  id: Id,
  labId: Id,
  name: z.string(),
  description: z.string(),
  /** How the references came about: shipped or written by hand, or taken from people's edits of drafts. */
  kind: z.enum(["written", "edits"]),
  caseCount: z.number().int(),
  /** Of `caseCount`, how many are kept aside for decisions. */
  heldOutCount: z.number().int(),
  createdAt: Time,
});
export type Dataset = z.infer<typeof Dataset>;
export const DatasetPage = page(Dataset);
export const DatasetQuery = PageQuery.extend(LabQuery.shape);

export const Case = z.object({
  id: Id,
  datasetId: Id,
  input: CaseInput,
  expectedOutput: z.string(),
  /** `straddles`: it resembles cases of both sides, so no run uses it. */
  side: z.enum(["development", "held_out", "straddles"]),
  createdAt: Time,
});
export type Case = z.infer<typeof Case>;
export const CasePage = page(Case);
