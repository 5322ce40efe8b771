import { z } from "zod";
import { ProviderName } from "./contracts/models";

const whole = (fallback: number, { least = 0, most = Number.MAX_SAFE_INTEGER } = {}) =>
  z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must lie between ${least} and ${most}`)
    .default(fallback);

const address = z.url({ protocol: /^https?$/, error: "must be an http or https address" });

// Ollama's own tools take a host, with or without a port and a scheme.
const ollamaHost = z
  .string()
  .transform((value) => (/^https?:\/\//.test(value) ? value : `http://${value}`))
  .refine((value) => URL.canParse(value), "must be an address, such as 127.0.0.1:11434")
  .transform((value) => {
    const url = new URL(value);
    if (url.port === "" && url.protocol === "http:" && !/:80(\/|$)/.test(value)) url.port = "11434";
    return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
  });

const Environment = z.object({
  NODE_ENV: z.string().default("development"),
  DATABASE_URL: z
    .string()
    .regex(/^(file:.+|postgres(ql)?:\/\/.+)$/, "must begin with file: (SQLite) or postgres:// (PostgreSQL)")
    .default("file:data/loop-learner.db"),
  DATABASE_POOL_SIZE: whole(10, { least: 1, most: 200 }),
  HOST: z.string().min(1).optional(),
  PORT: whole(3000, { least: 1, most: 65_535 }),
  APP_ORIGIN: address.optional(),
  AUTH_MODE: z.enum(["none"], { error: "can only be none, or be left out" }).optional(),
  LLM_PROVIDER: z
    .enum([...ProviderName.options, "mock"], {
      error: "must be openai, ollama, anthropic or simulator (mock is another word for it)",
    })
    .optional(),
  OPENAI_API_KEY: z.string().min(1).optional(),
  OPENAI_BASE_URL: address.optional(),
  OPENAI_MODEL: z.string().min(1).default("gpt-4.1-mini"),
  OPENAI_EMBEDDING_MODEL: z.string().min(1).optional(),
  OLLAMA_HOST: ollamaHost.optional(),
  OLLAMA_MODEL: z.string().min(1).default("llama3.2:3b"),
  OLLAMA_EMBEDDING_MODEL: z.string().min(1).optional(),
  ANTHROPIC_API_KEY: z.string().min(1).optional(),
  ANTHROPIC_BASE_URL: address.optional(),
  ANTHROPIC_MODEL: z.string().min(1).default("claude-haiku-4-5"),
  LLM_CONCURRENCY: whole(4, { least: 1, most: 64 }),
  LLM_CONNECT_TIMEOUT_MS: whole(20_000, { least: 100 }),
  LLM_FIRST_TOKEN_TIMEOUT_MS: whole(30_000, { least: 100 }),
  LLM_TIMEOUT_MS: whole(90_000, { least: 100 }),
  SIMULATOR_SEED: whole(1, { most: 4_294_967_295 }),
  SIMULATOR_LATENCY_MS: whole(50, { most: 60_000 }),
  SIMULATOR_FAULT_RATE: z.coerce
    .number({ error: "must be a number from 0 to 1" })
    .min(0, "must be at least 0")
    .max(1, "can be at most 1")
    .default(0),
  SIMULATOR_WORLD: z
    .string()
    .regex(/^[a-z][a-z-]*$/, "must be the name of a world")
    .default("support"),
  CRON_SECRET: z.string().min(16, "must have at least 16 characters").optional(),
  CRON_BUDGET_MS: whole(45_000, { least: 100 }),
  RUNNER: z.enum(["process", "cron"], { error: "must be process or cron" }).optional(),
  VERCEL: z.string().optional(),
  TICK_INTERVAL_MS: whole(1000, { least: 50 }),
  TRIGGER_CHECK_MINUTES: whole(5, { least: 1 }),
  LEASE_MS: whole(30_000, { least: 1000 }),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], {
      error: "must be debug, info, warn, error or silent",
    })
    .default("info"),
});

export interface Config {
  production: boolean;
  database: { kind: "sqlite"; file: string } | { kind: "postgres"; url: string; poolSize: number };
  /** Address the server is bound to; null when it was started by other means than `npm start` or `npm run dev`. */
  host: string | null;
  port: number;
  /** Public origin behind a proxy, as `https://replies.example.com`. */
  origin: string | null;
  authMode: "none" | "loopback";
  llm: {
    concurrency: number;
    connectTimeoutMs: number;
    firstTokenTimeoutMs: number;
    timeoutMs: number;
    /** What labs use that choose nothing else. */
    defaultProvider: ProviderName;
    /** Null for a provider that the environment says nothing about. */
    providers: {
      openai: OpenAiSettings | null;
      ollama: { host: string; model: string; embeddingModel: string | null } | null;
      anthropic: { apiKey: string | null; baseUrl: string; model: string } | null;
      simulator: { seed: number; latencyMs: number; faultRate: number; world: string };
    };
  };
  cron: { secret: string | null; budgetMs: number };
  runner: {
    /** Whether this process looks for work by itself, or only when the cron route is called. */
    inProcess: boolean;
    tickIntervalMs: number;
    triggerCheckMinutes: number;
    leaseMs: number;
  };
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
}

interface OpenAiSettings {
  apiKey: string | null;
  baseUrl: string;
  model: string;
  embeddingModel: string | null;
}

/** A setting of the environment that cannot be used. The message names the variable. */
export class ConfigError extends Error {
  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(problems.join("\n"), options);
    this.name = "ConfigError";
  }
}

/**
 * Settings of this process. An empty variable counts as left out, as in a copied `.env.example`.
 * @throws {ConfigError} with one sentence per wrong variable.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map(
        (issue) => `The environment variable ${issue.path.join(".")} ${asClause(issue.message)}.`,
      ),
    );
  }
  const env = parsed.data;
  return {
    production: env.NODE_ENV === "production",
    database: env.DATABASE_URL.startsWith("file:")
      ? { kind: "sqlite", file: env.DATABASE_URL.slice("file:".length) }
      : { kind: "postgres", url: env.DATABASE_URL, poolSize: env.DATABASE_POOL_SIZE },
    host: env.HOST ?? null,
    port: env.PORT,
    origin: env.APP_ORIGIN ? new URL(env.APP_ORIGIN).origin : null,
    authMode: env.AUTH_MODE ?? "loopback",
    llm: {
      concurrency: env.LLM_CONCURRENCY,
      connectTimeoutMs: env.LLM_CONNECT_TIMEOUT_MS,
      firstTokenTimeoutMs: env.LLM_FIRST_TOKEN_TIMEOUT_MS,
      timeoutMs: env.LLM_TIMEOUT_MS,
      ...providersOf(env),
    },
    cron: { secret: env.CRON_SECRET ?? null, budgetMs: env.CRON_BUDGET_MS },
    runner: {
      // A serverless host freezes the process between requests, a lease and all.
      inProcess: (env.RUNNER ?? (env.VERCEL ? "cron" : "process")) === "process",
      tickIntervalMs: env.TICK_INTERVAL_MS,
      triggerCheckMinutes: env.TRIGGER_CHECK_MINUTES,
      leaseMs: env.LEASE_MS,
    },
    logLevel: env.LOG_LEVEL,
  };
}

/** The configuration of the running process. */
export const processConfig = () => readConfig(process.env);

type Env = z.infer<typeof Environment>;

function providersOf(env: Env): Pick<Config["llm"], "defaultProvider" | "providers"> {
  const chosen = env.LLM_PROVIDER === "mock" ? "simulator" : env.LLM_PROVIDER;
  const openai = env.OPENAI_API_KEY !== undefined || env.OPENAI_BASE_URL !== undefined;
  const anthropic = env.ANTHROPIC_API_KEY !== undefined || env.ANTHROPIC_BASE_URL !== undefined;
  const ollama = env.OLLAMA_HOST !== undefined || chosen === "ollama";
  // A server of one's own may need no key; the public ones always do.
  requireKey("openai", chosen === "openai" && !openai);
  requireKey("anthropic", chosen === "anthropic" && !anthropic);
  const first = openai ? "openai" : anthropic ? "anthropic" : ollama ? "ollama" : "simulator";
  return {
    defaultProvider: chosen ?? first,
    providers: {
      openai: openai
        ? {
            apiKey: env.OPENAI_API_KEY ?? null,
            baseUrl: withoutSlash(env.OPENAI_BASE_URL ?? "https://api.openai.com/v1"),
            model: env.OPENAI_MODEL,
            embeddingModel: env.OPENAI_EMBEDDING_MODEL ?? null,
          }
        : null,
      ollama: ollama
        ? {
            host: env.OLLAMA_HOST ?? "http://127.0.0.1:11434",
            model: env.OLLAMA_MODEL,
            embeddingModel: env.OLLAMA_EMBEDDING_MODEL ?? null,
          }
        : null,
      anthropic: anthropic
        ? {
            apiKey: env.ANTHROPIC_API_KEY ?? null,
            baseUrl: withoutSlash(env.ANTHROPIC_BASE_URL ?? "https://api.anthropic.com"),
            model: env.ANTHROPIC_MODEL,
          }
        : null,
      simulator: {
        seed: env.SIMULATOR_SEED,
        latencyMs: env.SIMULATOR_LATENCY_MS,
        faultRate: env.SIMULATOR_FAULT_RATE,
        world: env.SIMULATOR_WORLD,
      },
    },
  };
}

function requireKey(provider: "openai" | "anthropic", isMissing: boolean): void {
  if (!isMissing) return;
  const name = provider.toUpperCase();
  throw new ConfigError([
    `The environment variable ${name}_API_KEY is missing; LLM_PROVIDER=${provider} needs it, or ${name}_BASE_URL for a server of your own.`,
  ]);
}

const withoutSlash = (url: string) => url.replace(/\/+$/, "");

const asClause = (message: string) => (/^(must|can|is)\b/.test(message) ? message : `is wrong: ${message}`);
