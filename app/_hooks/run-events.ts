"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { RunEvent } from "@/lib/contracts/runs";
import { runKey, runsKey } from "./runs";

/** `ended`: the run has finished and its whole log was received. */
export type StreamState = "connecting" | "live" | "reconnecting" | "ended";

/** Least time between two refreshes of the run, in ms: events of a busy run come faster than anyone reads. */
const REFRESH_MS = 700;
/** Wait before a new stream where the browser gave up on the old one, in ms. */
const REOPEN_MS = 5000;

/**
 * Adds an event in the order of `seq`. A stream that starts over sends known events again; they are dropped.
 *
 * @returns The same array when nothing was new.
 */
export function withEvent(events: readonly RunEvent[], event: RunEvent): readonly RunEvent[] {
  const last = events.at(-1);
  if (last === undefined || event.seq > last.seq) return [...events, event];
  if (events.some((known) => known.seq === event.seq)) return events;
  return [...events, event].sort((one, other) => one.seq - other.seq);
}

/** Reads one message of the stream; null where it is not an event of a run. */
export function readEvent(data: string): RunEvent | null {
  try {
    return RunEvent.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}

/**
 * Follows a run over server-sent events and refreshes its query as they come, at most every 700 ms.
 *
 * The browser resumes a broken stream itself with `Last-Event-ID`. Meanwhile the caller polls: see `useRun`.
 * A finished run's stream is read once, for its log.
 *
 * @param over Whether the run is known to have ended: a stream that closes then is not opened again.
 * @param chapter The stream is read again when this changes: what a person does to an ended run is logged, too.
 */
export function useRunEvents(
  runId: string,
  { over, chapter = "" }: { over: boolean; chapter?: string },
): { events: readonly RunEvent[]; state: StreamState } {
  const client = useQueryClient();
  const [events, setEvents] = useState<readonly RunEvent[]>([]);
  const [state, setState] = useState<StreamState>("connecting");

  // Read when the stream closes; a change of it is no reason to open another.
  const isOver = useRef(over);
  useEffect(() => {
    isOver.current = over;
  }, [over]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another chapter is what opens the stream again
  useEffect(() => {
    let received = false;
    let finished = false;
    let source: EventSource | undefined;
    let refresh: ReturnType<typeof setTimeout> | undefined;
    let reopen: ReturnType<typeof setTimeout> | undefined;
    let refreshedAt = 0;

    const refreshRun = () => {
      refreshedAt = Date.now();
      refresh = undefined;
      // Exact: the comparisons under the same key are read once the run has ended.
      void client.invalidateQueries({ queryKey: runKey(runId), exact: true });
    };

    const open = () => {
      source = new EventSource(`/api/optimization/runs/${encodeURIComponent(runId)}/events/`);
      source.onopen = () => setState("live");
      source.onmessage = ({ data }: MessageEvent<string>) => {
        const event = readEvent(data);
        if (event === null) return;
        received = true;
        setEvents((known) => withEvent(known, event));
        if (event.type === "finished") {
          // Lines may follow, of what a person did since; the server closes after the last.
          finished = true;
          clearTimeout(refresh);
          setState("ended");
          void client.invalidateQueries({ queryKey: runsKey });
          return;
        }
        refresh ??= setTimeout(refreshRun, Math.max(0, refreshedAt + REFRESH_MS - Date.now()));
      };
      source.onerror = () => {
        if (finished || (received && isOver.current)) {
          // Closed here, or the browser would take the server's close for a fault and connect again.
          source?.close();
          setState("ended");
          return;
        }
        setState("reconnecting");
        if (source?.readyState === EventSource.CLOSED) reopen = setTimeout(open, REOPEN_MS);
      };
    };

    // What is known stays: a stream that is read again sends it once more, and it is dropped.
    setState("connecting");
    open();
    return () => {
      source?.close();
      clearTimeout(refresh);
      clearTimeout(reopen);
    };
  }, [runId, client, chapter]);

  return { events, state };
}
