import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { request as requests } from "@playwright/test";
import type { Run } from "@/lib/contracts/runs";
import { createSimulator } from "@/lib/llm/simulator/simulator";
import type { FakeRequest } from "../fakes/openai-answers";
import { type FakeOpenAi, startFakeOpenAi } from "../fakes/openai-server";
import { Api, readyLab, rejectSome } from "./api";
import { expect, test } from "./fixtures";
import { serverEnvironment, startServer, type TestServer } from "./server";

const LATENCY_MS = 40;
const CONCURRENCY = 4;

// One port, so one after the other.
test.describe.configure({ mode: "default" });
test.setTimeout(150_000);

let directory: string;
let provider: FakeOpenAi;
let server: TestServer | undefined;

test.beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "loop-learner-restart-"));
  provider = await startFakeOpenAi({ respond: slowly });
});

test.afterEach(async () => {
  await server?.killGroup();
  await provider.close();
  await rm(directory, { recursive: true, force: true });
});

/** The simulator behind a provider's address: what is paid for can be counted from outside. */
async function slowly({ messages, seed = 0, max_tokens, max_completion_tokens, ...asked }: FakeRequest) {
  await sleep(LATENCY_MS);
  const schema = asked.response_format?.json_schema;
  const { text } = await createSimulator({ seed: 1, sleep: async () => {} }).generate({
    // The product sends these three roles only.
    messages: messages as { role: "system" | "user" | "assistant"; content: string }[],
    temperature: asked.temperature ?? 1,
    maxTokens: max_completion_tokens ?? max_tokens ?? 700,
    seed,
    logprobs: false,
    ...(schema && { json: { name: schema.name, schema: { ...schema.schema } } }),
  });
  return text;
}

async function start(): Promise<Api> {
  server = await startServer({
    ...serverEnvironment({ port: 3418, databaseFile: join(directory, "app.db") }),
    LLM_PROVIDER: "openai",
    OPENAI_BASE_URL: provider.url,
    LLM_CONCURRENCY: String(CONCURRENCY),
  });
  return new Api(await requests.newContext({ baseURL: server.url }));
}

async function startedRun(api: Api): Promise<string> {
  const lab = await readyLab(api, "Restart");
  await rejectSome(api, lab.id, 6);
  return api.startRun(lab.id);
}

test("a run whose process was killed goes on and pays for no reply twice", async () => {
  const before = await start();
  const runId = await startedRun(before);
  const callsBefore = provider.completions.length;
  const scoresOf = async (api: Api) => scoreCount(await api.run(runId));
  await expect.poll(() => scoresOf(before), { timeout: 60_000 }).toBeGreaterThan(30);
  await server?.killGroup();
  const callsAtKill = provider.completions.length;

  const after = await start();
  const atReturn = await after.run(runId);
  expect(atReturn.step).not.toBe("finished");
  expect(scoreCount(atReturn)).toBeGreaterThan(30);
  await expect.poll(async () => (await after.run(runId)).step, { timeout: 90_000 }).toBe("finished");

  const run = await after.run(runId);
  expect(["deployed", "no_improvement"]).toContain(run.status);
  expect(run.decision?.reasons.length).toBeGreaterThan(0);
  expectEachScoreOnce(run);
  // What the run says it has paid for is every proposal and every reply, once.
  const proposals = run.candidates.length - 1;
  expect(run.cost.failedCalls).toBe(0);
  expect(run.cost.calls + run.cost.cachedCalls).toBe(proposals + scoreCount(run));
  // Seen from the provider: only calls in flight at the kill were made again.
  const paid = provider.completions.length - callsBefore;
  expect(paid).toBeGreaterThanOrEqual(run.cost.calls);
  expect(paid - run.cost.calls).toBeLessThanOrEqual(CONCURRENCY);
  expect(callsAtKill).toBeLessThan(provider.completions.length);
});

test("SIGTERM ends open event streams and the process, and the run waits for the next start", async () => {
  const api = await start();
  const runId = await startedRun(api);
  await expect.poll(async () => scoreCount(await api.run(runId)), { timeout: 60_000 }).toBeGreaterThan(5);
  const stream = await fetch(`${server?.url}/api/optimization/runs/${runId}/events/`);
  expect(stream.headers.get("content-type")).toContain("text/event-stream");
  const received = stream.text();

  const stoppedAt = Date.now();
  server?.stop("SIGTERM");
  const text = await received;
  const { code } = (await server?.ended) ?? {};
  expect(code).toBe(0);
  expect(Date.now() - stoppedAt).toBeLessThan(5_000);
  expect(text).toContain('"type":"progress"');
  expect(text).not.toContain('"type":"finished"');

  const later = await start();
  await expect.poll(async () => (await later.run(runId)).step, { timeout: 90_000 }).toBe("finished");
  expectEachScoreOnce(await later.run(runId));
});

const scoreCount = ({ candidates }: Run) =>
  candidates.reduce((sum, each) => sum + each.developmentCases + each.heldOutCases + each.failedCases, 0);

/**
 * The live prompt and the survivor have every case once; the others all cases of the rung at which they
 * dropped out, and none beyond it.
 */
function expectEachScoreOnce({ cases, candidates, survivorId, status }: Run): void {
  const development = cases?.development ?? 0;
  const rungs = [Math.ceil(development / 4), Math.ceil(development / 2), development];
  // A survivor that lost the race never meets the held-out cases.
  const validated = candidates.some(({ heldOutCases }) => heldOutCases > 0);
  if (status === "deployed") expect(validated).toBe(true);
  for (const { id, role, state, ...scored } of candidates) {
    expect(scored.failedCases).toBe(0);
    const finalist = role === "baseline" || id === survivorId;
    expect(scored.heldOutCases).toBe(finalist && validated ? (cases?.heldOut ?? 0) : 0);
    if (finalist) expect(scored.developmentCases).toBe(development);
    else if (state === "dropped") expect(rungs).toContain(scored.developmentCases);
    else expect(scored.developmentCases).toBe(0);
  }
}
