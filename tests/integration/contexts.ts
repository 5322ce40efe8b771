import { join, resolve } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { openPostgres } from "@/db/postgres";
import { openSqlite } from "@/db/sqlite";
import type { Store } from "@/db/store";
import { type Config, readConfig } from "@/lib/config";
import type { AppContext, Context } from "@/lib/context";
import type { LanguageModel } from "@/lib/llm/language-model";
import type { Models } from "@/lib/llm/models";
import { sleep } from "@/lib/llm/retry";
import { createSimulator } from "@/lib/llm/simulator/simulator";
import { createLog } from "@/lib/log";

export type DatabaseKind = "sqlite" | "postgres";

export interface ContextOptions {
  /** The simulator without latency, unless told. */
  model?: LanguageModel;
  /** Several providers, for what switches between them. */
  models?: Models;
  now?: () => Date;
  newId?: () => string;
  newSeed?: () => number;
  /** Environment variables, read as the product reads them. */
  environment?: Record<string, string>;
}

export const repository = resolve(import.meta.dirname, "../..");
export const migrationsOf = (kind: DatabaseKind) => join(repository, "drizzle", kind);

export const simulator = (latencyMs = 0) => createSimulator({ seed: 1, latencyMs, sleep });

/** A process that is set up for one model; it serves whatever is chosen. */
export const onlyModel = (model: LanguageModel): Models => {
  const { provider, simulated } = model;
  const defaultChoice = { provider, model: model.model };
  return {
    defaultChoice,
    list: () => [{ ...defaultChoice, simulated, isDefault: true }],
    of: () => model,
  };
};

export const configOf = (databaseUrl: string, environment: Record<string, string> = {}) =>
  readConfig({ DATABASE_URL: databaseUrl, HOST: "127.0.0.1", LOG_LEVEL: "silent", ...environment });

export async function openStore({ database }: Config, now = () => new Date()): Promise<Store> {
  if (database.kind === "sqlite") {
    return openSqlite({ file: database.file, migrationsFolder: migrationsOf("sqlite"), now });
  }
  return openPostgres({
    url: database.url,
    migrationsFolder: migrationsOf("postgres"),
    poolSize: database.poolSize,
    random: Math.random,
    onIdleError: () => {},
  });
}

/** A context as the product builds it, with every source of chance and time open to the test. */
export function contextOn(config: Config, store: Store, options: ContextOptions = {}): Context {
  const now = options.now ?? (() => new Date());
  const app: AppContext = {
    config,
    store,
    models: options.models ?? onlyModel(options.model ?? simulator()),
    log: createLog(config.logLevel),
    now,
    newId: options.newId ?? (() => uuidv7()),
    newSeed: options.newSeed ?? (() => Math.floor(Math.random() * 2 ** 32)),
    stopping: new AbortController(),
    startedAt: now(),
    runnerId: uuidv7(),
  };
  return { ...app, actor: { name: "owner", kind: "owner" }, signal: new AbortController().signal };
}
