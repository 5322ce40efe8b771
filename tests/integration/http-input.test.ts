import { expect, it } from "vitest";
import * as unknown from "@/app/api/[...unknown]/route";
import * as submitFeedback from "@/app/api/drafts/[draftId]/submit-feedback/route";
import * as email from "@/app/api/emails/[emailId]/route";
import * as importMail from "@/app/api/emails/import/route";
import * as emails from "@/app/api/emails/route";
import * as datasets from "@/app/api/evaluations/datasets/route";
import * as synthetic from "@/app/api/generate-synthetic-email/route";
import * as run from "@/app/api/optimization/runs/[runId]/route";
import * as activate from "@/app/api/prompt-labs/[labId]/prompts/[version]/activate/route";
import * as lab from "@/app/api/prompt-labs/[labId]/route";
import * as labs from "@/app/api/prompt-labs/route";
import { problemOf, send, serve } from "./requests";
import { openOn } from "./stores";

const open = openOn("sqlite");
const nobody = "00000000-0000-4000-8000-000000000000";
const reply = { input: { sender: "Ann", subject: "Hi", body: "Hello" }, expectedOutput: "Hello Ann" };

it("answers broken JSON with 400 and where it broke", async () => {
  serve(await open());
  const response = await send(synthetic.POST, "/api/generate-synthetic-email", {
    body: '{"scenario": ',
    headers: { "content-type": "application/json" },
  });
  expect(await problemOf(response, 400)).toMatchObject({
    errors: [{ path: "body", message: "not valid JSON" }],
  });
});

it.each([
  { case: "a word that is not on the list", json: { scenario: "haiku" }, path: "body.scenario" },
  { case: "a number out of range", json: { seed: -1 }, path: "body.seed" },
  { case: "an id that is none", json: { labId: "7" }, path: "body.labId" },
  { case: "a list in place of an object", json: [], path: "body" },
])("names the field of $case", async ({ json, path }) => {
  serve(await open());
  const response = await send(synthetic.POST, "/api/generate-synthetic-email", { json });
  const { errors } = await problemOf(response, 400);
  expect(errors?.map((error) => error.path)).toEqual([path]);
});

it("names each bad field of a nested list by its place", async () => {
  serve(await open());
  const bad = { input: { sender: "Ann", subject: "Hi", body: " " }, expectedOutput: "" };
  const response = await send(datasets.POST, "/api/evaluations/datasets", {
    json: { name: "Mixed", cases: [reply, bad] },
  });
  const { errors } = await problemOf(response, 400);
  expect(errors?.map(({ path }) => path)).toEqual([
    "body.cases[1].input.body",
    "body.cases[1].expectedOutput",
  ]);
});

it.each([
  { feedback: { action: "reject" }, path: "body.reason" },
  { feedback: { action: "reject", reason: "  " }, path: "body.reason" },
  { feedback: { action: "edit" }, path: "body.editedContent" },
  { feedback: { action: "shrug" }, path: "body.action" },
  { feedback: {}, path: "body.action" },
])("refuses the decision $feedback by $path", async ({ feedback, path }) => {
  serve(await open());
  const response = await send(submitFeedback.POST, `/api/drafts/${nobody}/submit-feedback`, {
    params: { draftId: nobody },
    json: feedback,
  });
  const { errors } = await problemOf(response, 400);
  expect(errors?.[0]?.path).toBe(path);
});

it.each([
  { case: "a limit of 0", query: "limit=0", path: "query.limit" },
  { case: "a limit over 200", query: "limit=201", path: "query.limit" },
  { case: "a cursor of no list", query: "cursor=abc", path: "query.cursor" },
  { case: "a state that is none", query: "state=lost", path: "query.state" },
])("refuses $case", async ({ query, path }) => {
  serve(await open());
  const { errors } = await problemOf(await send(emails.GET, `/api/emails?${query}`), 400);
  expect(errors?.map((error) => error.path)).toEqual([path]);
});

it.each([
  {
    case: "an email",
    get: (id: string) => send(email.GET, `/api/emails/${id}`, { params: { emailId: id } }),
  },
  {
    case: "a run",
    get: (id: string) => send(run.GET, `/api/optimization/runs/${id}`, { params: { runId: id } }),
  },
  { case: "a lab", get: (id: string) => send(lab.GET, `/api/prompt-labs/${id}`, { params: { labId: id } }) },
  {
    case: "a draft",
    get: (id: string) =>
      send(submitFeedback.POST, `/api/drafts/${id}/submit-feedback`, {
        params: { draftId: id },
        json: { action: "accept" },
      }),
  },
])("tells $case that is not there (404) from an id that is none (400)", async ({ get }) => {
  serve(await open());
  await problemOf(await get(nobody), 404);
  const { errors } = await problemOf(await get("../../etc"), 400);
  expect(errors?.[0]?.path).toMatch(/^params\./);
});

it("refuses a version that is no number", async () => {
  serve(await open());
  const response = await send(activate.POST, "/api/prompt-labs/default/prompts/x/activate", {
    params: { labId: "default", version: "x" },
    json: { reason: "?" },
  });
  expect((await problemOf(response, 400)).errors?.[0]?.path).toBe("params.version");
});

it("refuses settings that it does not know or that cannot be", async () => {
  serve(await open());
  const change = (json: unknown) =>
    send(lab.PATCH, "/api/prompt-labs/default", { method: "PATCH", params: { labId: "default" }, json });
  await problemOf(await change({ deploymentConfig: { minConfidence: 1.5 } }), 400);
  await problemOf(await change({ surprise: true }), 400);
  const noWeight = { exactMatch: 0, tokenF1: 0, perplexity: 0, human: 0, length: 0, similarity: 0 };
  expect((await problemOf(await change({ rewardWeights: noWeight }), 400)).errors).toEqual([
    { path: "body.rewardWeights", message: "at least one weight must be above 0" },
  ]);
});

const MEGABYTE = 1024 * 1024;

it.each([
  {
    case: "counted as it comes",
    post: () =>
      send(labs.POST, "/api/prompt-labs", { json: { name: "Big", prompt: "x".repeat(2 * MEGABYTE) } }),
  },
  {
    case: "as declared, before a byte is read",
    post: () =>
      send(importMail.POST, "/api/emails/import", {
        body: "From: ann@example.org",
        headers: { "content-type": "message/rfc822", "content-length": String(27 * MEGABYTE) },
      }),
  },
  {
    case: "that declares less than it sends",
    post: () =>
      send(labs.POST, "/api/prompt-labs", {
        body: "x".repeat(3 * MEGABYTE),
        headers: { "content-type": "application/json", "content-length": "10" },
      }),
  },
])("answers 413 to a body over the limit, $case", async ({ post }) => {
  const ctx = await open();
  serve(ctx);
  await problemOf(await post(), 413);
  expect(await ctx.store.db.$count(ctx.store.t.labs)).toBe(1);
});

it("refuses a body that ended early", async () => {
  const ctx = await open();
  serve(ctx);
  const response = await send(importMail.POST, "/api/emails/import", {
    body: "From: ann@example.org\nSubject: Half",
    headers: { "content-type": "message/rfc822", "content-length": "5000" },
  });
  expect((await problemOf(response, 400)).detail).toBe("The body ended after 35 of 5000 bytes.");
  expect(await ctx.store.db.$count(ctx.store.t.emails)).toBe(60);
});

it.each(["text/plain", "application/x-www-form-urlencoded", ""])(
  "answers 415 to a JSON endpoint's body of type '%s'",
  async (type) => {
    serve(await open());
    const response = await send(labs.POST, "/api/prompt-labs", {
      body: new TextEncoder().encode('{"name":"Billing","prompt":"Reply."}'),
      headers: type ? { "content-type": type } : {},
    });
    await problemOf(response, 415);
  },
);

it("answers 415 to mail of a type that it does not take", async () => {
  serve(await open());
  const response = await send(importMail.POST, "/api/emails/import", {
    body: "<p>Hello</p>",
    headers: { "content-type": "text/html" },
  });
  await problemOf(response, 415);
});

it("imports the file of a form, and says when the form has none", async () => {
  serve(await open());
  const upload = (field: string) => {
    const form = new FormData();
    form.set(field, new File(["From: ann@example.org\nSubject: Hi\n\nHello\n"], "mail.eml"));
    return send(importMail.POST, "/api/emails/import", { body: form });
  };
  expect((await upload("file")).status).toBe(201);
  expect((await problemOf(await upload("mail"), 400)).errors).toEqual([
    { path: "body.file", message: "missing" },
  ]);
});

it.each([
  { method: "GET", handler: unknown.GET },
  { method: "POST", handler: unknown.POST },
  { method: "PUT", handler: unknown.PUT },
  { method: "PATCH", handler: unknown.PATCH },
  { method: "DELETE", handler: unknown.DELETE },
])("answers $method of an address that is not there as an API does", async ({ method, handler }) => {
  serve(await open());
  const { detail } = await problemOf(await send(handler, "/api/nothing/here", { method }), 404);
  expect(detail).toBe("There is no such address in this API.");
});

it("answers 413 to a mail file just over 25 MB", async () => {
  serve(await open());
  const response = await send(importMail.POST, "/api/emails/import", {
    body: new Uint8Array(25 * MEGABYTE + 1).fill(65),
    headers: { "content-type": "message/rfc822" },
  });
  expect((await problemOf(response, 413)).detail).toContain("larger than 25 MB");
});

it("tells a defect's caller nothing of its cause", async () => {
  const ctx = await open();
  serve({
    ...ctx,
    newSeed: () => {
      throw new Error("secret cause");
    },
  });
  const response = await send(synthetic.POST, "/api/generate-synthetic-email", { json: {} });
  expect(JSON.stringify(await problemOf(response, 500))).not.toContain("secret");
});
