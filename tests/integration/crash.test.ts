import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { readConfig } from "@/lib/config";
import { type Context, openContext, systemContext } from "@/lib/context";
import type { Run } from "@/lib/contracts/runs";
import { hashToUnit } from "@/lib/engine/random";
import { createSimulator } from "@/lib/llm/simulator/simulator";
import { installDefaultLab } from "@/lib/services/default-lab-installation";
import { generateDrafts } from "@/lib/services/drafts";
import { getEmails } from "@/lib/services/emails";
import { recordFeedback } from "@/lib/services/feedback";
import { changeLab } from "@/lib/services/labs";
import { triggerRun } from "@/lib/services/optimization";
import { getRun } from "@/lib/services/run-views";
import { type FakeOpenAi, startFakeOpenAi } from "../fakes/openai-server";

const CONCURRENCY = 4;
const ANSWER_MS = 15;
const CANDIDATES = 4;
const KILL_SEED = 20_261_122;

// The simulator behind the wire: real rewrites and replies, while the fake counts what was asked.
const simulator = createSimulator({ seed: 1, latencyMs: 0, sleep: async () => {} });
let server: FakeOpenAi;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "loop-crash-"));
  server = await startFakeOpenAi({
    respond: async ({ messages, seed = 0, temperature = 1, response_format }) => {
      await sleep(ANSWER_MS);
      const { text } = await simulator.generate({
        messages: messages.map(({ role, content }) => ({
          role: role === "system" ? "system" : "user",
          content,
        })),
        seed,
        temperature,
        maxTokens: 4000,
        logprobs: false,
        ...(response_format?.json_schema && {
          json: { ...response_format.json_schema, schema: { ...response_format.json_schema.schema } },
        }),
      });
      return text;
    },
  });
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([
  { kind: "sqlite", kills: 4 },
  { kind: "postgres", kills: 2 },
] as const)("on $kind", ({ kind, kills }) => {
  let seed: Database;
  let runId: string;

  beforeAll(async () => {
    seed = await newDatabase(kind, "seed");
    runId = await queueRun(seed.url);
  });

  it("a run that is killed ends as it would have, and asks nothing twice beyond the calls in flight", async () => {
    const undisturbed = await carryOut(await copyOf(seed, "undisturbed"), { runId, kills: 0 });
    const disturbed = await carryOut(await copyOf(seed, "disturbed"), { runId, kills });

    expect(outcomeOf(disturbed.run)).toEqual(outcomeOf(undisturbed.run));
    expect(disturbed.run.candidates.length).toBe(CANDIDATES + 1);
    expect(undisturbed.repeated).toBe(0);
    expect(disturbed.kills).toBe(kills);
    expect(disturbed.repeated).toBeLessThanOrEqual(kills * CONCURRENCY);
    console.log(
      `${kind}: ${kills} kills, ${disturbed.asked} calls, ${disturbed.repeated} repeated (at most ${kills * CONCURRENCY}); undisturbed ${undisturbed.asked}`,
    );
  }, 180_000);

  it("SIGTERM gives the lease back, so that the next process goes on at once", async () => {
    const { url } = await copyOf(seed, "stopped");
    const runner = start(url);
    await until(url, runId, (run) => run.step === "racing");
    runner.kill("SIGTERM");
    const [code] = await once(runner, "exit");
    expect(code).toBe(0);

    const ctx = await open(url);
    const [job] = await ctx.store.db.select().from(ctx.store.t.jobs);
    await ctx.store.close();
    expect(job).toMatchObject({ status: "queued", runnerId: null, leaseExpiresAt: null, attempts: 0 });
  }, 60_000);
});

/** A lab with five rejected drafts and a run in the queue. */
async function queueRun(url: string): Promise<string> {
  const ctx = await open(url);
  await installDefaultLab(ctx);
  await changeLab(ctx, "default", { search: { candidates: CANDIDATES } });
  const { items } = await getEmails(ctx, { limit: 5 });
  for (const { id } of items) {
    const { drafts } = await generateDrafts(ctx, { emailId: id, count: 1 });
    const feedback = { action: "reject" as const, reason: "Too long, and no date for the next step" };
    await recordFeedback(ctx, { draftId: drafts[0]?.id ?? "", feedback });
  }
  const { runId } = await triggerRun(ctx, { force: true });
  await ctx.store.close();
  return runId;
}

/** Carries the run out, its runner killed after numbers of calls that are drawn from a seed. */
async function carryOut({ url }: Database, { runId, kills }: { runId: string; kills: number }) {
  const before = server.completions.length;
  let runner = start(url);
  let killed = 0;
  for (; killed < kills; killed++) {
    const from = server.completions.length;
    const calls = 5 + Math.floor(hashToUnit(KILL_SEED, killed) * 25);
    while (server.completions.length < from + calls && runner.exitCode === null) await sleep(5);
    runner.kill("SIGKILL");
    await once(runner, "exit");
    runner = start(url);
  }
  const run = await until(url, runId, ({ finishedAt }) => finishedAt !== null);
  runner.kill("SIGTERM");
  await once(runner, "exit");
  const asked = server.completions.slice(before).map(({ body }) => JSON.stringify(body));
  return { run, kills: killed, asked: asked.length, repeated: asked.length - new Set(asked).size };
}

/** What the run found, without times and ids, which differ between databases of their own. */
/** What a run came to, but for the times that a clock measured. */
const outcomeOf = ({ status, decision, candidates, cases }: Run) => ({
  status,
  decision: decision && {
    ...decision,
    evidence: decision.evidence && {
      ...decision.evidence,
      guardrails: decision.evidence.guardrails.map(({ baseline, candidate, limit, ...rest }) =>
        rest.unit === "ms" ? rest : { ...rest, baseline, candidate, limit },
      ),
    },
  },
  cases,
  candidates: candidates.map(({ id: _id, ...rest }) => rest),
});

const environment = (url: string) => ({
  DATABASE_URL: url,
  OPENAI_BASE_URL: server.url,
  OPENAI_MODEL: "fake-model",
  LLM_CONCURRENCY: String(CONCURRENCY),
  TICK_INTERVAL_MS: "50",
  LEASE_MS: "3000",
  LOG_LEVEL: "error",
});

const open = async (url: string): Promise<Context> =>
  systemContext(await openContext(readConfig(environment(url))));

function start(url: string): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", "tests/integration/processes/runner.ts"], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...environment(url) },
  });
}

/** Watches the run through a connection of its own, as another reader of the database. */
async function until(url: string, runId: string, done: (run: Run) => boolean): Promise<Run> {
  const ctx = await open(url);
  try {
    for (;;) {
      const run = await getRun(ctx, runId);
      if (done(run)) return run;
      await sleep(50);
    }
  } finally {
    await ctx.store.close();
  }
}

interface Database {
  kind: "sqlite" | "postgres";
  name: string;
  url: string;
}

async function newDatabase(kind: Database["kind"], name: string, template?: string): Promise<Database> {
  if (kind === "sqlite") return { kind, name, url: `file:${join(folder, `${name}.db`)}` };
  const unique = `crash_${name}`;
  const client = new pg.Client({ connectionString: `${inject("postgresServer")}/postgres` });
  await client.connect();
  await client.query(`create database ${unique}${template ? ` template ${template}` : ""}`);
  await client.end();
  return { kind, name: unique, url: `${inject("postgresServer")}/${unique}` };
}

async function copyOf(seed: Database, name: string): Promise<Database> {
  if (seed.kind === "sqlite") copyFileSync(join(folder, "seed.db"), join(folder, `${name}.db`));
  return newDatabase(seed.kind, name, seed.name);
}
