"use client";

import { useState } from "react";
import { ErrorState, LoadingState } from "@/app/_components/ui/states";
import { usePromptHistory } from "@/app/_hooks/prompts";
import type { Lab } from "@/lib/contracts/labs";
import type { PromptHistory } from "@/lib/contracts/prompts";
import { PromptChanges } from "./prompt-changes";
import { VersionDetail } from "./version-detail";
import { VersionList } from "./version-list";
import { WriteVersion } from "./write-version";

/** The prompt's versions, what differs between two of them, and how the live one came about. */
export function PromptTab({ lab }: { lab: Lab }) {
  const history = usePromptHistory(lab.id);
  if (history.isPending) return <LoadingState label="Loading the prompt" />;
  if (history.data === undefined) {
    return <ErrorState error={history.error} onRetry={() => void history.refetch()} />;
  }
  return <Versions history={history.data} />;
}

function Versions({ history }: { history: PromptHistory }) {
  const [chosen, setChosen] = useState<number | null>(null);
  const versions = history.versions.toSorted((one, other) => other.version - one.version);
  const selected =
    versions.find(({ version }) => version === chosen) ?? versions.find(({ live }) => live) ?? versions[0];
  if (selected === undefined) return <p className="text-muted">This lab has no prompt.</p>;
  return (
    <div className="grid gap-6 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-3">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h2 className="font-semibold">Versions</h2>
          <WriteVersion history={history} from={selected} onWritten={setChosen} />
        </div>
        <VersionList versions={versions} selected={selected.version} onSelect={setChosen} />
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        <VersionDetail key={selected.version} history={history} versions={versions} selected={selected} />
        <PromptChanges changes={history.changes} />
      </div>
    </div>
  );
}
