import type { APIRequestContext, APIResponse } from "@playwright/test";
import type { z } from "zod";
import { CasePage, Dataset, DatasetPage, type NewCase } from "@/lib/contracts/datasets";
import { type Draft, Drafts, EmailDetail, EmailPage, ImportReport } from "@/lib/contracts/emails";
import { FeedbackPage, FeedbackReceipt, type NewFeedback } from "@/lib/contracts/feedback";
import { Lab, LabPage } from "@/lib/contracts/labs";
import { PromptHistory } from "@/lib/contracts/prompts";
import { Run, RunStarted } from "@/lib/contracts/runs";
import { mboxOf, type TestMail } from "./mail";

/** The product's own public API, each answer checked against its contract. */
export class Api {
  constructor(private readonly request: APIRequestContext) {}

  labs = () => this.get("/api/prompt-labs/?limit=200", LabPage);
  lab = (labId: string) => this.get(`/api/prompt-labs/${labId}/`, Lab);
  history = (labId: string) => this.get(`/api/prompt-labs/${labId}/prompts/`, PromptHistory);
  email = (emailId: string) => this.get(`/api/emails/${emailId}/`, EmailDetail);
  run = (runId: string) => this.get(`/api/optimization/runs/${runId}/`, Run);

  async emails(labId: string) {
    return (await this.get(`/api/emails/?labId=${labId}&limit=200`, EmailPage)).items;
  }

  async feedback(labId: string) {
    return (await this.get(`/api/feedback/?labId=${labId}&limit=200`, FeedbackPage)).items;
  }

  /** A new lab with the shipped lab's prompt and variables. */
  async newLab(name: string): Promise<Lab> {
    const shipped = await this.lab("default");
    const { versions } = await this.history("default");
    const first = versions.find(({ version }) => version === 1);
    return this.post(
      "/api/prompt-labs/",
      { name, prompt: first?.content, variables: shipped.settings.variables },
      Lab,
    );
  }

  changeLab = (labId: string, change: unknown) =>
    this.request.patch(`/api/prompt-labs/${labId}/`, { data: change }).then((r) => read(r, Lab));

  /** The shipped lab's cases: 60 emails with the replies that people would send. */
  async shippedCases(): Promise<NewCase[]> {
    const { items } = await this.get("/api/evaluations/datasets/", DatasetPage);
    const written = items.find(({ kind }) => kind === "written");
    if (!written) throw new Error("the default lab has no dataset");
    const page = await this.get(`/api/evaluations/datasets/${written.id}/cases/?limit=200`, CasePage);
    return page.items.map(({ input, expectedOutput }) => ({ input, expectedOutput }));
  }

  newDataset = (labId: string, name: string, cases: readonly NewCase[]) =>
    this.post("/api/evaluations/datasets/", { labId, name, cases }, Dataset);

  importMail = (labId: string, messages: readonly TestMail[]) =>
    this.request
      .post(`/api/emails/import/?labId=${labId}`, {
        headers: { "content-type": "application/mbox" },
        data: Buffer.from(mboxOf(messages)),
      })
      .then((response) => read(response, ImportReport));

  async drafts(emailId: string): Promise<Draft[]> {
    return (await this.post(`/api/emails/${emailId}/generate-drafts/`, {}, Drafts)).drafts;
  }

  decide = (draftId: string, feedback: NewFeedback) =>
    this.post(`/api/drafts/${draftId}/submit-feedback/`, feedback, FeedbackReceipt);

  writeVersion = (labId: string, version: unknown) =>
    this.request.post(`/api/prompt-labs/${labId}/prompts/`, { data: version });

  startRun = (labId: string) =>
    this.post("/api/optimization/trigger/", { labId, force: true }, RunStarted).then(({ runId }) => runId);

  private async get<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>> {
    // The server closes an idle connection after 5 s; a read that meets the closing one is sent again.
    return read(await this.request.get(path, { maxRetries: 2 }), schema);
  }

  private async post<T extends z.ZodType>(path: string, data: unknown, schema: T): Promise<z.infer<T>> {
    return read(await this.request.post(path, { data }), schema);
  }
}

async function read<T extends z.ZodType>(response: APIResponse, schema: T): Promise<z.infer<T>> {
  if (!response.ok()) throw new Error(`${response.status()} ${response.url()}: ${await response.text()}`);
  return schema.parse(await response.json());
}

/** A lab that is ready for a full run: the shipped cases as its dataset and their emails in its inbox. */
export async function readyLab(api: Api, name: string): Promise<Lab> {
  const cases = await api.shippedCases();
  const lab = await api.newLab(name);
  await api.newDataset(lab.id, "Support replies", cases);
  await api.importMail(lab.id, mailOf(cases));
  return lab;
}

export const mailOf = (cases: readonly NewCase[]): TestMail[] =>
  cases.map(({ input }) => ({
    from: input.sender,
    subject: input.subject,
    body: input.body,
    ...(input.sentOn && { sentAt: `${input.sentOn}T09:00:00.000Z` }),
  }));

/** What people say of replies that fail their customers. */
export const COMPLAINTS = [
  "No date and no next step.",
  "It did not use her name.",
  "Cold: it did not say sorry.",
  "Does not answer what was asked.",
  "Too wordy, get to the point.",
] as const;

/** Rejects the first draft of so many emails, the reasons in turn. */
export async function rejectSome(api: Api, labId: string, count: number): Promise<void> {
  const emails = await api.emails(labId);
  for (const [index, email] of emails.slice(0, count).entries()) {
    const [draft] = await api.drafts(email.id);
    if (!draft) throw new Error(`no draft for ${email.subject}`);
    const reason = COMPLAINTS[index % COMPLAINTS.length] ?? COMPLAINTS[0];
    await api.decide(draft.id, { action: "reject", reason });
  }
}
