"use client";

import { useId, useState } from "react";
import { WordDiff } from "@/app/_components/diff/word-diff";
import { Badge } from "@/app/_components/ui/badge";
import { Select } from "@/app/_components/ui/field";
import type { PromptHistory, PromptVersion } from "@/lib/contracts/prompts";
import { MakeLive } from "./make-live";
import { comparedWith } from "./prompt-words";

interface VersionDetailProps {
  history: PromptHistory;
  versions: readonly PromptVersion[];
  selected: PromptVersion;
}

/** One version: what changed against another one, and its full text. */
export function VersionDetail({ history, versions, selected }: VersionDetailProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const heading = useId();
  const base = comparedWith(versions, selected, chosen);
  const others = versions.filter(({ version }) => version !== selected.version);
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id={heading} className="flex items-center gap-2 font-semibold">
          Version {selected.version}
          {selected.live && <Badge tone="accent">live</Badge>}
        </h2>
        {!selected.live && <MakeLive history={history} version={selected.version} />}
      </div>

      {others.length > 0 && (
        <div className="flex flex-col gap-2">
          <div className="flex flex-wrap items-center gap-2">
            <h3 className="font-medium">Changes compared with</h3>
            <div className="w-44">
              <Select
                aria-label="Compare with version"
                value={base?.version ?? ""}
                onChange={({ target }) => setChosen(target.value === "" ? null : Number(target.value))}
              >
                {base === null && <option value="">choose a version</option>}
                {others.map(({ version, live }) => (
                  <option key={version} value={version}>
                    v{version}
                    {version === selected.parentVersion ? " (its parent)" : live ? " (live)" : ""}
                  </option>
                ))}
              </Select>
            </div>
          </div>
          {base && (
            <WordDiff
              before={base.content}
              after={selected.content}
              label={`v${base.version} to v${selected.version}`}
            />
          )}
        </div>
      )}

      <div>
        <h3 className="mb-2 font-medium">Full text</h3>
        <pre className="rounded border bg-sunken p-3 font-mono break-words whitespace-pre-wrap">
          {selected.content}
        </pre>
      </div>
    </section>
  );
}
