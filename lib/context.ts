import { randomInt } from "node:crypto";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import { openPostgres } from "@/db/postgres";
import { openSqlite } from "@/db/sqlite";
import type { Store } from "@/db/store";
import { type Config, ConfigError, processConfig } from "./config";
import { createAnthropicModel } from "./llm/anthropic/model";
import { type Calls, createCalls } from "./llm/calls";
import { createModels, type Models, type ProviderEntry } from "./llm/models";
import { createOllamaModel } from "./llm/ollama/model";
import { createOpenAiModel } from "./llm/openai/model";
import { createSimulator, simulatorName, worldOfSimulator } from "./llm/simulator/simulator";
import { createLog, type Log } from "./log";

/** What the whole process shares, and all that services may know of the world outside. */
export interface AppContext {
  config: Config;
  store: Store;
  models: Models;
  log: Log;
  now(): Date;
  /** UUIDv7. Never used to order events or to break ties. */
  newId(): string;
  /** 32-bit unsigned seed of a new run or a new round of drafts. */
  newSeed(): number;
  /** Aborted when the process is asked to stop: streams end, the runner gives its lease back. */
  stopping: AbortController;
  startedAt: Date;
  /** Names this process in leases. */
  runnerId: string;
}

export interface Actor {
  /** As it appears in the audit and, unless another reviewer is named, in feedback. */
  name: string;
  kind: "owner" | "cron" | "system" | "anonymous";
}

/** The context of one request or one unit of background work. */
export interface Context extends AppContext {
  actor: Actor;
  /** Aborted when the caller has gone away. */
  signal: AbortSignal;
}

export const systemContext = (app: AppContext, signal: AbortSignal = app.stopping.signal): Context => ({
  ...app,
  actor: { name: "Loop Learner", kind: "system" },
  signal,
});

export async function openContext(config: Config): Promise<AppContext> {
  const log = createLog(config.logLevel);
  const now = () => new Date();
  return {
    config,
    store: await openStore(config, now, log).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new ConfigError([`The database of DATABASE_URL cannot be opened: ${reason}.`], { cause });
    }),
    models: openModels(config),
    log,
    now,
    newId: () => uuidv7(),
    newSeed: () => randomInt(2 ** 32),
    stopping: new AbortController(),
    startedAt: now(),
    runnerId: uuidv7(),
  };
}

async function openStore(config: Config, now: () => Date, log: Log): Promise<Store> {
  const { database } = config;
  if (database.kind === "sqlite") {
    const file =
      database.file === ":memory:" ? database.file : resolve(/* turbopackIgnore: true */ database.file);
    return openSqlite({ file, migrationsFolder: migrations("sqlite"), now });
  }
  return openPostgres({
    url: database.url,
    migrationsFolder: migrations("postgres"),
    poolSize: database.poolSize,
    random: Math.random,
    onIdleError: (error) => log.warn({ error: error.message }, "an idle database connection was lost"),
  });
}

const migrations = (name: string) => resolve(/* turbopackIgnore: true */ process.cwd(), "drizzle", name);

function openModels({ llm }: Config): Models {
  const wait = async (ms: number, signal?: AbortSignal) => void (await sleep(ms, undefined, { signal }));
  const now = () => new Date();
  const callsOf = (name: string): Calls =>
    createCalls(name, { concurrency: llm.concurrency, sleep: wait, random: Math.random, now });
  const shared = {
    timeouts: {
      connectMs: llm.connectTimeoutMs,
      firstTokenMs: llm.firstTokenTimeoutMs,
      totalMs: llm.timeoutMs,
    },
    now,
  };

  const { openai, ollama, anthropic, simulator } = llm.providers;
  const entries: ProviderEntry[] = [];
  if (openai) {
    const calls = callsOf("The OpenAI-compatible server");
    const open = (model: string) => createOpenAiModel({ ...shared, ...openai, model, calls });
    entries.push({ provider: "openai", model: openai.model, simulated: false, open });
  }
  if (ollama) {
    const calls = callsOf("The Ollama server");
    const open = (model: string) => createOllamaModel({ ...shared, ...ollama, model, calls });
    entries.push({ provider: "ollama", model: ollama.model, simulated: false, open });
  }
  if (anthropic) {
    const calls = callsOf("Anthropic");
    const open = (model: string) => createAnthropicModel({ ...shared, ...anthropic, model, calls });
    entries.push({ provider: "anthropic", model: anthropic.model, simulated: false, open });
  }
  const calls = callsOf("The simulator");
  const open = (model: string) =>
    createSimulator({ ...simulator, world: worldOfSimulator(model), calls, sleep: wait });
  entries.push({ provider: "simulator", model: simulatorName(simulator.world), simulated: true, open });
  return createModels(entries, llm.defaultProvider);
}

// Instrumentation and routes are bundled apart; the process has one context all the same.
const shared = globalThis as typeof globalThis & { loopLearnerContext?: Promise<AppContext> };

/** The context of this process, opened at the first call. */
export function appContext(): Promise<AppContext> {
  shared.loopLearnerContext ??= openContext(processConfig());
  return shared.loopLearnerContext;
}
