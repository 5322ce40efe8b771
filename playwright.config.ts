import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./lib/cli/browser.mjs";
import { serverEnvironment } from "./tests/e2e/server";

const PORT = 3417;
const baseURL = `http://127.0.0.1:${PORT}`;

// This file is read again by every worker; they find the directory in the environment they inherit.
const DIRECTORY = "LOOP_LEARNER_E2E_DIRECTORY";
function dataDirectory(): string {
  const known = process.env[DIRECTORY];
  if (known) return known;
  const made = mkdtempSync(join(tmpdir(), "loop-learner-e2e-"));
  process.env[DIRECTORY] = made;
  process.on("exit", () => rmSync(made, { recursive: true, force: true }));
  return made;
}

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  // Every test makes a lab of its own, so tests share the server and nothing else.
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.CI ? "list" : "line",
  use: {
    baseURL,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: findBrowser() ?? undefined,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
  webServer: {
    command: "node lib/cli/prepare.mjs build && exec node lib/cli/serve.mjs start",
    url: `${baseURL}/api/ready/`,
    env: serverEnvironment({ port: PORT, databaseFile: join(dataDirectory(), "app.db") }),
    reuseExistingServer: false,
    timeout: 240_000,
    stdout: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
  },
});
