import { expect, it } from "vitest";
import * as cron from "@/app/api/cron/optimize/route";
import * as emails from "@/app/api/emails/route";
import * as synthetic from "@/app/api/generate-synthetic-email/route";
import * as health from "@/app/api/health/route";
import * as llmStatus from "@/app/api/llm/status/route";
import * as events from "@/app/api/optimization/runs/[runId]/events/route";
import * as ready from "@/app/api/ready/route";
import { answerOf, problemOf, send, serve } from "./requests";
import { openOn } from "./stores";

const open = openOn("sqlite");
const CRON_SECRET = "a-secret-of-enough-characters";
const nobody = "00000000-0000-4000-8000-000000000000";

const list = (headers: Record<string, string> = {}) => send(emails.GET, "/api/emails", { headers });
const change = (headers: Record<string, string> = {}) =>
  send(synthetic.POST, "/api/generate-synthetic-email", { json: {}, headers });

it.each(["127.0.0.1:3000", "localhost:3000", "[::1]:3000", "LOCALHOST", "127.0.0.1"])(
  "serves the host %s",
  async (host) => {
    serve(await open());
    expect((await list({ host })).status).toBe(200);
  },
);

it.each(["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:3000", "", "0.0.0.0:3000"])(
  "refuses the host '%s', which may be another site's name for this machine",
  async (host) => {
    const ctx = await open();
    serve(ctx);
    await problemOf(await list({ host }), 403);
    await problemOf(await change({ host }), 403);
    const stream = await send(events.GET, `/api/optimization/runs/${nobody}/events`, {
      params: { runId: nobody },
      headers: { host },
    });
    await problemOf(stream, 403);
    expect(await ctx.store.db.$count(ctx.store.t.emails)).toBe(60);
  },
);

it("serves the host that APP_ORIGIN names, and its pages", async () => {
  serve(await open({ environment: { APP_ORIGIN: "https://replies.example.com" } }));
  expect((await list({ host: "replies.example.com" })).status).toBe(200);
  const origin = "https://replies.example.com";
  expect((await change({ host: "127.0.0.1:3000", origin })).status).toBe(201);
});

it.each<{ case: string; headers: Record<string, string> }>([
  { case: "another site", headers: { origin: "https://evil.example" } },
  { case: "another port of this machine", headers: { origin: "http://127.0.0.1:4000" } },
  { case: "a sandboxed frame", headers: { origin: "null" } },
  { case: "a site that hides its origin", headers: { "sec-fetch-site": "cross-site" } },
])("refuses a change asked for by a page of $case", async ({ headers }) => {
  const ctx = await open();
  serve(ctx);
  await problemOf(await change(headers), 403);
  expect(await ctx.store.db.$count(ctx.store.t.emails)).toBe(60);
});

it.each<{ case: string; headers: Record<string, string> }>([
  { case: "its own pages", headers: { origin: "http://127.0.0.1:3000", "sec-fetch-site": "same-origin" } },
  { case: "a program, which sends no Origin", headers: {} },
])("takes a change from $case", async ({ headers }) => {
  serve(await open());
  expect((await change(headers)).status).toBe(201);
});

it.each([
  { case: "bound to every address", environment: { HOST: "0.0.0.0" } },
  { case: "bound to an address of the network", environment: { HOST: "192.168.1.5" } },
  { case: "bound to it knows not what", environment: { HOST: "" } },
])("serves no data $case, but its health", async ({ environment }) => {
  serve(await open({ environment }));
  await problemOf(await list(), 403);
  await problemOf(await change(), 403);
  await problemOf(await send(llmStatus.GET, "/api/llm/status"), 403);
  expect(await answerOf(await send(health.GET, "/api/health"))).toMatchObject({ status: "ok" });
});

it("serves whoever can reach it when AUTH_MODE=none says so, but no other site's pages", async () => {
  serve(await open({ environment: { HOST: "0.0.0.0", AUTH_MODE: "none" } }));
  expect((await list({ host: "192.168.1.5:3000" })).status).toBe(200);
  await problemOf(await change({ origin: "https://evil.example" }), 403);
});

it.each([
  { case: "no header", secret: CRON_SECRET, authorization: null },
  { case: "another secret", secret: CRON_SECRET, authorization: "Bearer something-else-altogether" },
  { case: "the secret without its scheme", secret: CRON_SECRET, authorization: CRON_SECRET },
  { case: "an empty secret", secret: CRON_SECRET, authorization: "Bearer " },
  { case: "no secret configured", secret: null, authorization: "Bearer undefined" },
  { case: "no secret configured, nor given", secret: null, authorization: "Bearer " },
])("refuses the scheduler with $case", async ({ secret, authorization }) => {
  serve(await open({ environment: secret ? { CRON_SECRET: secret } : {} }));
  const response = await send(cron.GET, "/api/cron/optimize", {
    headers: authorization === null ? {} : { authorization },
  });
  expect(response.headers.get("www-authenticate")).toBe("Bearer");
  await problemOf(response, 401);
});

it("runs the tick for the scheduler with the secret, under any host name", async () => {
  serve(await open({ environment: { CRON_SECRET, HOST: "0.0.0.0" } }));
  const response = await send(cron.GET, "/api/cron/optimize", {
    headers: { authorization: `Bearer ${CRON_SECRET}`, host: "replies.example.com" },
  });
  expect(await answerOf(response)).toEqual({ checked: 1, enqueued: 0, advanced: 0 });
});

it("lets the scheduler's secret read or change nothing else", async () => {
  serve(await open({ environment: { CRON_SECRET } }));
  const headers = { authorization: `Bearer ${CRON_SECRET}` };
  await problemOf(await list(headers), 403);
  await problemOf(await change(headers), 403);
});

it("is ready with its lab in place, and says what is wrong when it stops", async () => {
  const ctx = await open();
  serve(ctx);
  expect(await answerOf(await send(ready.GET, "/api/ready"))).toMatchObject({ ready: true });
  ctx.stopping.abort();
  const stopped = await answerOf<{ checks: unknown[] }>(await send(ready.GET, "/api/ready"), 503);
  expect(stopped.checks).toContainEqual({ name: "runner", ok: false, detail: "stopping" });
});

it("is not ready without its lab", async () => {
  serve(await open({ defaultLab: false }));
  expect(await answerOf(await send(ready.GET, "/api/ready"), 503)).toMatchObject({ ready: false });
});
