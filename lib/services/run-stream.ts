import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "@/lib/context";
import type { RunEvent } from "@/lib/contracts/runs";
import { getRunEvents, requireRun } from "./run-views";

const POLL_MS = 400;

/**
 * The log of a run from `after` on, until the run has ended or `signal` aborts. Reads the table, so it
 * works from any instance, whoever carries the run out.
 * @throws {AppError} `not_found`, before the first event.
 */
export async function followRun(
  ctx: Context,
  { runId, after, signal }: { runId: string; after: number; signal: AbortSignal },
): Promise<AsyncIterable<{ id: number; data: RunEvent }>> {
  await requireRun(ctx, runId);
  return follow(ctx, { runId, after, signal });
}

async function* follow(
  ctx: Context,
  { runId, after, signal }: { runId: string; after: number; signal: AbortSignal },
): AsyncGenerator<{ id: number; data: RunEvent }> {
  let last = after;
  while (!signal.aborted) {
    const { events, ended } = await getRunEvents(ctx, { runId, after: last });
    for (const event of events) {
      yield { id: event.seq, data: event };
      last = event.seq;
    }
    if (ended) return;
    await sleep(POLL_MS, undefined, { signal }).catch(() => {
      // The caller has gone, or the process stops.
    });
  }
}
