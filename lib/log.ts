import pino from "pino";
import type { Config } from "./config";

export type Log = pino.Logger;

/** Structured lines on standard output. Keys and authorisation headers are never written. */
export function createLog(level: Config["logLevel"]): Log {
  return pino({
    level,
    base: null,
    redact: ["apiKey", "*.apiKey", "headers.authorization", "*.headers.authorization"],
  });
}
