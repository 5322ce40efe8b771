"use client";

import { useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { RelativeTime } from "@/app/_components/ui/time";
import type { StreamState } from "@/app/_hooks/run-events";
import type { RunEvent } from "@/lib/contracts/runs";
import { STEP_LABELS } from "./run-words";

const SHOWN_AT_FIRST = 30;

/** Leaves out every report of progress but the last before something else happened. */
function withoutSteps(events: readonly RunEvent[]): RunEvent[] {
  return events.filter((event, index) => event.type !== "progress" || events[index + 1]?.type !== "progress");
}

/** The run's events, newest first. */
export function RunLog({ events, state }: { events: readonly RunEvent[]; state: StreamState }) {
  const [all, setAll] = useState(false);
  if (events.length === 0) {
    return (
      <p className="text-muted">
        {state === "reconnecting" ? "The log could not be read; trying again." : "No entry yet."}
      </p>
    );
  }
  const newestFirst = withoutSteps(events).toReversed();
  const shown = all ? newestFirst : newestFirst.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <ol aria-label="Log, newest first" reversed className="flex flex-col gap-1">
        {shown.map((event) => (
          <li key={event.seq} className="flex flex-wrap gap-x-3">
            <span className="w-24 shrink-0 text-small leading-5 text-muted">
              <RelativeTime at={event.at} />
            </span>
            <span className="w-16 shrink-0 text-small leading-5 text-muted">{STEP_LABELS[event.step]}</span>
            <span className="min-w-0 flex-1 basis-60">{event.message}</span>
          </li>
        ))}
      </ol>
      {shown.length < newestFirst.length && (
        <Button variant="ghost" size="sm" className="mt-2" onClick={() => setAll(true)}>
          Show all {newestFirst.length} entries
        </Button>
      )}
    </>
  );
}
