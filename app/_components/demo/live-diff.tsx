"use client";

import { useDeferredValue, useMemo } from "react";
import { diffWords } from "@/lib/engine/text/word-diff";

const STYLES = {
  removed: "bg-bad-soft text-bad line-through",
  added: "bg-good-soft text-good underline",
} as const;

/** What an edit changes, word by word; it follows the typing without holding it up. */
export function LiveDiff({ before, after }: { before: string; after: string }) {
  const settled = useDeferredValue(after);
  const segments = useMemo(() => diffWords(before, settled), [before, settled]);
  return (
    <p className="whitespace-pre-wrap">
      {segments.map(({ kind, text }, index) => {
        // biome-ignore-start lint/suspicious/noArrayIndexKey: a segment is its place in the text
        if (kind === "removed") {
          return (
            <del key={index} className={STYLES.removed}>
              {text}
            </del>
          );
        }
        if (kind === "added") {
          return (
            <ins key={index} className={STYLES.added}>
              {text}
            </ins>
          );
        }
        return <span key={index}>{text}</span>;
        // biome-ignore-end lint/suspicious/noArrayIndexKey: a segment is its place in the text
      })}
    </p>
  );
}
