import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Config, readConfig } from "@/lib/config";
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
const KILLS = 5;
const CANDIDATES = 4;
const KILL_SEED = 20_261_122;

// The simulator behind the wire: real rewrites and replies, while the fake counts what was asked.
const simulator = createSimulator({ seed: 1, latencyMs: 0, sleep: async () => {} });
let server: FakeOpenAi;
let folder: string;
let seedFile: string;
let runId: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "loop-crash-"));
  seedFile = join(folder, "seed.db");
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
  const ctx = await open(seedFile);
  await installDefaultLab(ctx);
  await changeLab(ctx, "default", { search: { candidates: CANDIDATES } });
  const { items } = await getEmails(ctx, { limit: 5 });
  for (const { id } of items) {
    const { drafts } = await generateDrafts(ctx, { emailId: id, count: 1 });
    const feedback = { action: "reject" as const, reason: "Too long, and no date for the next step" };
    await recordFeedback(ctx, { draftId: drafts[0]?.id ?? "", feedback });
  }
  ({ runId } = await triggerRun(ctx, { force: true }));
  await ctx.store.close();
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("kill -9 in the middle of a run", () => {
  it("ends as it would have, and asks nothing twice beyond the calls in flight", async () => {
    const undisturbed = await carryOut("undisturbed.db", 0);
    const disturbed = await carryOut("disturbed.db", KILLS);

    expect(outcomeOf(disturbed.run)).toEqual(outcomeOf(undisturbed.run));
    expect(disturbed.run.candidates.length).toBe(CANDIDATES + 1);
    expect(undisturbed.repeated).toBe(0);
    expect(disturbed.kills).toBe(KILLS);
    expect(disturbed.repeated).toBeLessThanOrEqual(KILLS * CONCURRENCY);
    console.log(
      `${disturbed.kills} kills: ${disturbed.asked} calls, ${disturbed.repeated} repeated (at most ${KILLS * CONCURRENCY}); undisturbed ${undisturbed.asked}`,
    );
  }, 120_000);

  it("gives the lease back on SIGTERM, so that the next process goes on at once", async () => {
    const file = join(folder, "stopped.db");
    copyFileSync(seedFile, file);
    const runner = start(file);
    await until(file, (run) => run.step === "racing");
    runner.kill("SIGTERM");
    const [code] = await once(runner, "exit");
    expect(code).toBe(0);

    const ctx = await open(file);
    const [job] = await ctx.store.db.select().from(ctx.store.t.jobs);
    await ctx.store.close();
    expect(job).toMatchObject({ status: "queued", runnerId: null, leaseExpiresAt: null, attempts: 0 });
  }, 60_000);
});

/** The run on a copy of the seeded database, its runner killed at moments drawn from a seed. */
async function carryOut(name: string, kills: number) {
  const file = join(folder, name);
  copyFileSync(seedFile, file);
  const before = server.completions.length;
  let runner = start(file);
  let killed = 0;
  for (; killed < kills; killed++) {
    const from = server.completions.length;
    const calls = 5 + Math.floor(hashToUnit(KILL_SEED, killed) * 25);
    while (server.completions.length < from + calls && runner.exitCode === null) await sleep(5);
    runner.kill("SIGKILL");
    await once(runner, "exit");
    runner = start(file);
  }
  const run = await until(file, ({ finishedAt }) => finishedAt !== null);
  runner.kill("SIGTERM");
  await once(runner, "exit");
  const asked = server.completions.slice(before).map(({ body }) => JSON.stringify(body));
  return { run, kills: killed, asked: asked.length, repeated: asked.length - new Set(asked).size };
}

/** What the run found, without times and ids, which differ between databases of their own. */
const outcomeOf = ({ status, decision, candidates, cases }: Run) => ({
  status,
  decision,
  cases,
  candidates: candidates.map(({ id: _id, ...rest }) => rest),
});

const environment = (file: string) => ({
  DATABASE_URL: `file:${file}`,
  OPENAI_BASE_URL: server.url,
  OPENAI_MODEL: "fake-model",
  LLM_CONCURRENCY: String(CONCURRENCY),
  TICK_INTERVAL_MS: "50",
  LOG_LEVEL: "error",
});

async function open(file: string): Promise<Context> {
  const config: Config = readConfig(environment(file));
  return systemContext(await openContext(config));
}

function start(file: string): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", "tests/integration/processes/runner.ts"], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...environment(file) },
  });
}

/** Watches the run through a connection of its own, as another reader of the file. */
async function until(file: string, done: (run: Run) => boolean): Promise<Run> {
  const ctx = await open(file);
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
