// Finds a browser for the browser tests, and fetches one where none is. Plain JavaScript, like
// prepare.mjs. Run by itself it prints the path: `node lib/cli/browser.mjs`.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const INSTALL_WITHIN_MS = 300_000;
const systemPaths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Path of a browser that the tests can drive, or null: Playwright's own Chromium first, then the system's. */
export function findBrowser() {
  const own = playwrightPath();
  if (own !== null && existsSync(own)) return own;
  // Ubuntu's chromium-browser can be a script that only says where to get the snap.
  return systemPaths.find((path) => existsSync(path) && succeeds(path, ["--version"])) ?? null;
}

/**
 * Like `findBrowser`, but fetches one where there is none: with apt-get where this process may (root on
 * Linux), else with Playwright. Null, after a sentence that says so, when none can be had.
 */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found !== null) return found;

  if (process.platform === "linux" && process.getuid?.() === 0 && succeeds("apt-get", ["--version"])) {
    console.log("No browser is here; installing Chromium with apt-get …");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const installed =
      succeeds("apt-get", ["update"], { env }) &&
      succeeds("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env });
    const path = installed ? findBrowser() : null;
    if (path !== null) return path;
    console.log("apt-get gave no browser.");
  }

  console.log("No browser is here; fetching Chromium with Playwright …");
  if (playwrightPath() !== null) {
    const cli = join(root, "node_modules/@playwright/test/cli.js");
    succeeds(process.execPath, [cli, "install", "chromium"], { stdio: "inherit" });
  }
  const path = findBrowser();
  if (path === null) {
    console.error(
      "No browser could be found or fetched, so the browser tests cannot run. Install Chromium as " +
        "/usr/bin/chromium, or run `npx playwright install --with-deps chromium`, and try again.",
    );
  }
  return path;
}

/** Where Playwright keeps its Chromium, installed or not; null before the dependencies are installed. */
function playwrightPath() {
  try {
    return createRequire(join(root, "package.json"))("@playwright/test").chromium.executablePath();
  } catch {
    return null;
  }
}

function succeeds(command, args, options = {}) {
  const { status } = spawnSync(command, args, { stdio: "ignore", timeout: INSTALL_WITHIN_MS, ...options });
  return status === 0;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const path = await ensureBrowser();
  if (path === null) process.exit(1);
  console.log(path);
}
