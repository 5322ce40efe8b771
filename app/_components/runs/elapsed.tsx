"use client";

import { useEffect, useState } from "react";
import { formatDuration } from "@/app/_components/ui/number";

/** Time from `from` until `until`, or until now, counted on while there is no end yet. */
export function Elapsed({ from, until }: { from: string; until: string | null }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (until !== null) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  const end = until === null ? now : Date.parse(until);
  return <span className="tabular-nums">{formatDuration(Math.max(0, end - Date.parse(from)))}</span>;
}
