import type { Config } from "@/lib/config";
import { AppError } from "@/lib/errors";

const LOOPBACK_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Refuses a Host that is not ours: a foreign site whose name was pointed at this machine (DNS
 * rebinding) would otherwise count as same-origin in the visitor's browser.
 */
export function checkHost(config: Config, host: string | null): void {
  if (config.authMode === "none") return;
  const name = hostname(host);
  const ours = name !== null && (LOOPBACK_NAMES.has(name) || name === publicHostname(config));
  if (!ours) {
    throw new AppError(
      "forbidden",
      `The host ${host ?? "(none)"} is not served here. Set APP_ORIGIN to its address.`,
    );
  }
}

/** Refuses a change that another site's page asks for. Programs send no Origin and pass. */
export function checkOrigin(config: Config, headers: Headers): void {
  const origin = headers.get("origin");
  const crossSite = headers.get("sec-fetch-site") === "cross-site";
  const ours =
    origin === null ? !crossSite : origin === config.origin || sameHost(origin, headers.get("host"));
  if (!ours)
    throw new AppError("forbidden", `Changes asked for by pages of ${origin ?? "another site"} are refused.`);
}

function sameHost(origin: string, host: string | null): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}

function hostname(host: string | null): string | null {
  if (host === null || !URL.canParse(`http://${host}`)) return null;
  return new URL(`http://${host}`).hostname;
}

const publicHostname = (config: Config) => (config.origin ? new URL(config.origin).hostname : null);
