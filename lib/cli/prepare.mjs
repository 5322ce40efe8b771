// Makes a checkout ready: `node lib/cli/prepare.mjs install|build [--force]`. Installs what the lockfile
// asks for and builds the application, each only when missing or stale. Runs before anything is
// installed, so it is plain JavaScript and imports Node alone. Migrations run when the server opens
// its database.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const goal = process.argv[2] ?? "build";
const force = process.argv.includes("--force");
const least = [20, 19];

process.chdir(root);
checkNode();
ensure({
  what: "dependencies",
  stamp: "node_modules/.loop-learner",
  proof: "node_modules/next/package.json",
  inputs: ["package.json", "package-lock.json"],
  command: ["npm", "ci", "--include=dev", "--no-audit", "--no-fund"],
});
if (goal === "build") {
  ensure({
    what: "application",
    stamp: ".next/.loop-learner",
    proof: ".next/BUILD_ID",
    inputs: [
      "package-lock.json",
      "next.config.ts",
      "postcss.config.mjs",
      "tsconfig.json",
      "instrumentation.ts",
      "app",
      "lib",
      "db",
      "public",
    ],
    command: [process.execPath, "node_modules/next/dist/bin/next", "build"],
    force,
  });
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > least[0] || (major === least[0] && minor >= least[1])) return;
  console.error(`Loop Learner needs Node ${least.join(".")} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

function ensure({ what, stamp, proof, inputs, command, force = false }) {
  const wanted = fingerprint(inputs);
  const current = existsSync(proof) && existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
  if (!force && current === wanted) return;

  const started = Date.now();
  console.log(current === "" ? `Preparing the ${what} …` : `The ${what} changed; preparing again …`);
  const [program, ...args] = command;
  const { status, error } = spawnSync(program, args, {
    stdio: "inherit",
    // A production setting would leave the build tools out, and a build is always one for production.
    env: {
      ...process.env,
      NODE_ENV: what === "application" ? "production" : "",
      NEXT_TELEMETRY_DISABLED: "1",
    },
    shell: process.platform === "win32",
  });
  if (error || status !== 0) {
    console.error(`Preparing the ${what} failed${error ? `: ${error.message}` : ""}.`);
    process.exit(status || 1);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  console.log(`The ${what} took ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** Hash of the contents of all input files, and of the Node version that native modules were built for. */
function fingerprint(inputs) {
  const hash = createHash("sha256").update(process.versions.modules);
  for (const file of inputs.flatMap(filesUnder).sort()) {
    hash.update(`\n${relative(root, file)}\n`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [resolve(path)];
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name)));
}
