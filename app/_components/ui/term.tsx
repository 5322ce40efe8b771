"use client";

import type { ReactNode } from "react";
import { Tooltip } from "./tooltip";

/** A word with its explanation on hover and on focus; the dots under it say that there is one. */
export function Term({ explain, children }: { explain: ReactNode; children: ReactNode }) {
  return (
    <Tooltip content={explain}>
      <button
        type="button"
        className="cursor-help rounded-xs text-left underline decoration-dotted underline-offset-2"
      >
        {children}
      </button>
    </Tooltip>
  );
}
