import { z } from "zod";

const whole = (fallback: number, { least = 0, most = Number.MAX_SAFE_INTEGER } = {}) =>
  z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must lie between ${least} and ${most}`)
    .default(fallback);

const address = z.url({ protocol: /^https?$/, error: "must be an http or https address" });

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
    .enum(["openai", "simulator", "mock"], {
      error: "must be openai or simulator (mock is another word for it)",
    })
    .optional(),
  OPENAI_API_KEY: z.string().min(1).optional(),
  OPENAI_BASE_URL: address.optional(),
  OPENAI_MODEL: z.string().min(1).default("gpt-4.1-mini"),
  LLM_CONCURRENCY: whole(4, { least: 1, most: 64 }),
  LLM_CONNECT_TIMEOUT_MS: whole(20_000, { least: 100 }),
  LLM_TIMEOUT_MS: whole(90_000, { least: 100 }),
  SIMULATOR_SEED: whole(1, { most: 4_294_967_295 }),
  SIMULATOR_LATENCY_MS: whole(50, { most: 60_000 }),
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
    timeoutMs: number;
    provider:
      | { name: "openai"; apiKey: string | null; baseUrl: string; model: string }
      | { name: "simulator"; seed: number; latencyMs: number };
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
      timeoutMs: env.LLM_TIMEOUT_MS,
      provider: providerOf(env),
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

function providerOf(env: z.infer<typeof Environment>): Config["llm"]["provider"] {
  const configured = env.OPENAI_API_KEY !== undefined || env.OPENAI_BASE_URL !== undefined;
  const name = env.LLM_PROVIDER ?? (configured ? "openai" : "simulator");
  if (name !== "openai") {
    return { name: "simulator", seed: env.SIMULATOR_SEED, latencyMs: env.SIMULATOR_LATENCY_MS };
  }
  // A server of one's own may need no key; the public one always does.
  if (env.OPENAI_API_KEY === undefined && env.OPENAI_BASE_URL === undefined) {
    throw new ConfigError([
      "The environment variable OPENAI_API_KEY is missing; LLM_PROVIDER=openai needs it, or OPENAI_BASE_URL for a server of your own.",
    ]);
  }
  return {
    name: "openai",
    apiKey: env.OPENAI_API_KEY ?? null,
    baseUrl: (env.OPENAI_BASE_URL ?? "https://api.openai.com/v1").replace(/\/+$/, ""),
    model: env.OPENAI_MODEL,
  };
}

const asClause = (message: string) => (/^(must|can|is)\b/.test(message) ? message : `is wrong: ${message}`);
