"use client";

import { useSyncExternalStore } from "react";
import { relativeTime } from "./time-text";

const REFRESH_MS = 30_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = 0;

// One timer for every time on the page, so that they turn together and stop when none is shown.
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    timer = setInterval(() => {
      now = Date.now();
      for (const each of listeners) each();
    }, REFRESH_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
      now = 0;
    }
  };
}

function present(): number {
  if (now === 0) now = Date.now();
  return now;
}

/** A moment in relative words, with the absolute time on hover. `at` is ISO 8601. */
export function RelativeTime({ at }: { at: string }) {
  const clock = useSyncExternalStore(subscribe, present, () => 0);
  const moment = new Date(at);
  const absolute = moment.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
  return (
    <time dateTime={at} title={absolute} className="whitespace-nowrap">
      {clock === 0 ? absolute : relativeTime(moment, new Date(clock))}
    </time>
  );
}
