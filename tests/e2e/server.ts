import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

export const CRON_SECRET = "browser-tests-cron-secret";

/** Settings of a server under test. Nothing that a developer has in the environment reaches it. */
export function serverEnvironment({
  port,
  databaseFile,
}: {
  port: number;
  databaseFile: string;
}): Record<string, string> {
  return {
    HOST: "127.0.0.1",
    PORT: String(port),
    DATABASE_URL: `file:${databaseFile}`,
    LLM_PROVIDER: "simulator",
    // So that a page can show a run under way.
    SIMULATOR_LATENCY_MS: "20",
    OPENAI_API_KEY: "",
    OPENAI_BASE_URL: "",
    OLLAMA_HOST: "",
    ANTHROPIC_API_KEY: "",
    ANTHROPIC_BASE_URL: "",
    APP_ORIGIN: "",
    AUTH_MODE: "",
    CRON_SECRET,
    TICK_INTERVAL_MS: "200",
    LOG_LEVEL: "warn",
  };
}

export interface TestServer {
  url: string;
  /** Sends the signal to the server alone, as a process manager does. */
  stop(signal: NodeJS.Signals): void;
  /** Ends server and children at once, as a power cut does. */
  killGroup(): Promise<void>;
  /** Exit code and the signal that ended it, once it has ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

const READY_WITHIN_MS = 30_000;
const POLL_MS = 100;

/** Starts the built application as a process group of its own and waits until it is ready. */
export async function startServer(environment: Record<string, string>): Promise<TestServer> {
  const url = `http://127.0.0.1:${environment.PORT}`;
  const child = spawn(process.execPath, ["lib/cli/serve.mjs", "start"], {
    cwd: root,
    detached: true,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  // Like "exit", and the pipes are closed: no child of the child is left either.
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal }));

  const killGroup = async () => {
    if (child.pid !== undefined && !hasEnded(child)) process.kill(-child.pid, "SIGKILL");
    await ended;
  };
  try {
    await untilReady(url, child);
  } catch (error) {
    await killGroup();
    throw new Error(`The server did not become ready.\n${output}`, { cause: error });
  }
  return { url, stop: (signal) => void child.kill(signal), killGroup, ended };
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const ready = await fetch(`${url}/api/ready/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    if (hasEnded(child)) throw new Error("it ended");
    if (Date.now() > deadline) throw new Error(`not ready after ${READY_WITHIN_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
