import Link from "next/link";
import { Badge } from "@/app/_components/ui/badge";
import { formatNumber } from "@/app/_components/ui/number";
import { RelativeTime } from "@/app/_components/ui/time";
import type { PromptVersion } from "@/lib/contracts/prompts";
import { decisionWords, originOfPrompt } from "./prompt-words";

interface VersionListProps {
  versions: readonly PromptVersion[];
  selected: number;
  onSelect: (version: number) => void;
}

/** Versions newest first, one of them selected. */
export function VersionList({ versions, selected, onSelect }: VersionListProps) {
  return (
    <ul aria-label="Versions, newest first" className="flex max-h-[36rem] flex-col overflow-y-auto border-t">
      {versions.map((version) => {
        const current = version.version === selected;
        return (
          <li key={version.id} className={`border-b px-2 py-2 ${current ? "bg-accent-soft" : ""}`}>
            <div className="flex flex-wrap items-center gap-2">
              <button
                type="button"
                aria-current={current ? "true" : undefined}
                className="font-medium text-accent underline"
                onClick={() => onSelect(version.version)}
              >
                v{version.version}
              </button>
              {version.live && <Badge tone="accent">live</Badge>}
              <span className="text-muted">
                {originOfPrompt(version)}
                {version.origin.runId && (
                  <>
                    {" ("}
                    <Link className="text-accent underline" href={`/runs/${version.origin.runId}`}>
                      run<span className="sr-only"> that found v{version.version}</span>
                    </Link>
                    {")"}
                  </>
                )}
              </span>
            </div>
            <p className="text-small text-muted">
              {formatNumber(version.words)} words · {decisionWords(version.decisions)} ·{" "}
              <RelativeTime at={version.createdAt} />
            </p>
          </li>
        );
      })}
    </ul>
  );
}
