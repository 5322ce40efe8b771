"use client";

import { useEffect } from "react";

/**
 * Names the page in the browser's tab once its data is known: "Runs · Support replies · Loop Learner".
 *
 * @param parts From the particular to the general; null leaves the title as the server wrote it.
 */
export function usePageTitle(parts: readonly string[] | null): void {
  const title = parts === null ? null : [...parts, "Loop Learner"].join(" · ");
  useEffect(() => {
    if (title !== null) document.title = title;
  }, [title]);
}
