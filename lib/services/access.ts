import { createHash, timingSafeEqual } from "node:crypto";
import type { Config } from "@/lib/config";
import type { Actor } from "@/lib/context";
import { AppError } from "@/lib/errors";

export type Permission =
  | "public"
  | "read"
  | "emails:write"
  | "feedback:write"
  | "labs:write"
  | "prompts:write"
  | "runs:write"
  | "cron";

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/**
 * Who is calling. Until accounts exist, whoever reaches a server that is bound to loopback is its owner;
 * bound to any other address, or to one unknown, it serves no data unless `AUTH_MODE=none` says so.
 */
export function actorOf(config: Config, authorization: string | null): Actor {
  if (bearsSecret(config.cron.secret, authorization)) return { name: "cron", kind: "cron" };
  return servesData(config) ? { name: "owner", kind: "owner" } : { name: "anonymous", kind: "anonymous" };
}

/** @throws {AppError} `unauthorized` or `forbidden`, saying what would be needed. */
export function requirePermission(config: Config, actor: Actor, permission: Permission): void {
  if (permission === "public") return;
  if (permission === "cron") {
    if (actor.kind === "cron") return;
    throw new AppError(
      "unauthorized",
      config.cron.secret === null
        ? "No CRON_SECRET is configured, so scheduled calls are refused."
        : "This address needs the header Authorization: Bearer <CRON_SECRET>.",
    );
  }
  if (actor.kind === "owner" || actor.kind === "system") return;
  throw new AppError(
    "forbidden",
    "This server is not bound to loopback and has no accounts, so it serves no data. Start it with `npm start` and no HOST, or set AUTH_MODE=none if everyone who can reach it may use it.",
  );
}

/** False where nobody but the scheduler is let in. */
export const servesData = (config: Config): boolean =>
  config.authMode === "none" || (config.host !== null && LOOPBACK.has(config.host));

function bearsSecret(secret: string | null, authorization: string | null): boolean {
  if (secret === null || authorization === null) return false;
  const digest = (value: string) => createHash("sha256").update(value).digest();
  return timingSafeEqual(digest(`Bearer ${secret}`), digest(authorization));
}
