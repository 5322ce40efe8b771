// Starts the server on a known address: `node lib/cli/serve.mjs start|dev`. Plain JavaScript, like
// prepare.mjs. Signals go to the server, which ends by itself; this process then ends with its code.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
process.chdir(root);
const { loadEnvConfig } = createRequire(join(root, "package.json"))("@next/env");
const mode = process.argv[2] === "dev" ? "dev" : "start";
loadEnvConfig(root, mode === "dev");

const host = process.env.HOST || "127.0.0.1";
const port = process.env.PORT || "3000";
if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
  // The settings are read by the server itself; this one is needed to start it.
  console.error(
    `Loop Learner cannot start.\nThe environment variable PORT must be a whole number between 1 and 65535.`,
  );
  process.exit(1);
}
const next = join(root, "node_modules/next/dist/bin/next");
const server = spawn(process.execPath, [next, mode, "--hostname", host, "--port", port], {
  stdio: "inherit",
  env: { ...process.env, HOST: host, PORT: port, NEXT_TELEMETRY_DISABLED: "1" },
});

// A signal from the terminal reaches the whole group; one sent to this process alone is passed on.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => server.kill(signal));
// npm passes SIGTERM to a shell that dies of it without telling us; we are an orphan then.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) server.kill("SIGTERM");
  }, 500).unref();
}
// Next.js tells a clean stop by 128 and the signal's number; a stop that was asked for is no failure.
const cleanStops = new Set([130, 143, "SIGINT", "SIGTERM"]);
server.on("exit", (code, signal) => process.exit(cleanStops.has(code ?? signal) ? 0 : (code ?? 1)));
