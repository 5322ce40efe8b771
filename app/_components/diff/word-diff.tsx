"use client";

import { useMemo, useState } from "react";
import { diffWords } from "@/lib/engine/text/word-diff";
import { type FoldedSegment, foldUnchanged } from "./folding";

interface WordDiffProps {
  before: string;
  after: string;
  /** Names the comparison for screen readers, as "v4 to v5". */
  label: string;
}

/**
 * Two texts as one, word by word: what was removed struck through, what was added underlined, long
 * unchanged stretches folded away behind a button.
 */
export function WordDiff({ before, after, label }: WordDiffProps) {
  const segments = useMemo(() => foldUnchanged(diffWords(before, after)), [before, after]);

  if (segments.every(({ kind }) => kind === "same")) {
    return <p className="text-muted">The two texts are the same, word for word.</p>;
  }
  return (
    // Another pair of texts is another diff: what was unfolded in the last one stays with it.
    <Segments key={`${before.length}:${after.length}:${segments.length}`} segments={segments} label={label} />
  );
}

function Segments({ segments, label }: { segments: readonly FoldedSegment[]; label: string }) {
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  return (
    <section aria-label={`Changes, ${label}`} className="font-mono break-words whitespace-pre-wrap">
      {segments.map((segment, index) => {
        // The segments of one diff never move, so their place is their identity.
        const key = `${index}:${segment.kind}`;
        if (segment.kind === "removed") {
          return (
            <del key={key} className="rounded-xs bg-bad-soft text-bad line-through">
              <span className="sr-only"> [removed: </span>
              {segment.text}
              <span className="sr-only">] </span>
            </del>
          );
        }
        if (segment.kind === "added") {
          return (
            <ins key={key} className="rounded-xs bg-good-soft text-good underline">
              <span className="sr-only"> [added: </span>
              {segment.text}
              <span className="sr-only">] </span>
            </ins>
          );
        }
        if (segment.kind === "folded" && !opened.has(index)) {
          return (
            <button
              key={key}
              type="button"
              className="mx-1 rounded border px-1.5 font-sans text-small text-muted hover:bg-sunken"
              onClick={() => setOpened((known) => new Set(known).add(index))}
            >
              … {segment.words} unchanged words …
            </button>
          );
        }
        return <span key={key}>{segment.text}</span>;
      })}
    </section>
  );
}
