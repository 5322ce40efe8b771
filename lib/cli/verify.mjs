// `npm test`: every check in the order in which a failure is cheapest to find. Plain JavaScript; the
// dependencies are in place by then (prepare.mjs runs before). Each stage's time is told at the end.
import { spawnSync } from "node:child_process";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBrowser } from "./browser.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
process.chdir(root);

const npx = (...args) => ["npx", "--no-install", ...args];
const stages = [
  { name: "lint and format", command: npx("biome", "check", ".") },
  { name: "route types", command: npx("next", "typegen") },
  { name: "types", command: npx("tsc", "--noEmit") },
  { name: "unit tests", command: npx("vitest", "run", "--project", "unit", "--reporter", "dot") },
  { name: "integration tests", command: npx("vitest", "run", "--project", "integration") },
  { name: "build", command: [process.execPath, "lib/cli/prepare.mjs", "build"] },
  { name: "browser tests", command: npx("playwright", "test"), needsBrowser: true },
];

const results = [];
for (const stage of stages) {
  if (stage.needsBrowser && (await ensureBrowser()) === null) {
    console.error("There is no browser here and none could be installed, so the browser tests cannot run.");
    if (process.env.CI === "true") finish([...results, { ...stage, seconds: 0, ok: false }]);
    results.push({ ...stage, seconds: 0, ok: true, skipped: true });
    continue;
  }
  console.log(`\n── ${stage.name}`);
  const started = Date.now();
  const [program, ...args] = stage.command;
  const { status } = spawnSync(program, args, {
    stdio: "inherit",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    shell: process.platform === "win32",
  });
  results.push({ ...stage, seconds: (Date.now() - started) / 1000, ok: status === 0 });
  if (status !== 0) finish(results);
}
finish(results);

function finish(done) {
  console.log();
  for (const { name, seconds, ok, skipped } of done) {
    console.log(
      `${skipped ? "skipped" : ok ? "passed " : "FAILED "}  ${seconds.toFixed(1).padStart(6)} s  ${name}`,
    );
  }
  const failed = done.filter(({ ok }) => !ok).length;
  console.log(`Stages: ${done.length - failed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
