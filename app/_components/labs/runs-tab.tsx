"use client";

import Link from "next/link";
import { originWords, outcomeSentence, STEP_LABELS } from "@/app/_components/runs/run-words";
import { StatusBadge } from "@/app/_components/runs/status-badge";
import { Button } from "@/app/_components/ui/button";
import { Progress } from "@/app/_components/ui/progress";
import { EmptyState, ErrorState, LoadingState } from "@/app/_components/ui/states";
import { RelativeTime } from "@/app/_components/ui/time";
import { useRunPages } from "@/app/_hooks/runs";
import type { Lab } from "@/lib/contracts/labs";
import type { RunSummary } from "@/lib/contracts/runs";
import { StartRun } from "./start-run";

/** When the next run is due, the button that starts one, and all runs so far. */
export function RunsTab({ lab }: { lab: Lab }) {
  return (
    <div className="flex flex-col gap-6">
      <StartRun lab={lab} />
      <section aria-labelledby="runs-so-far">
        <h2 id="runs-so-far" className="mb-2 font-semibold">
          Runs
        </h2>
        <Runs labId={lab.id} />
      </section>
    </div>
  );
}

function Runs({ labId }: { labId: string }) {
  const runs = useRunPages(labId);
  if (runs.isPending) return <LoadingState label="Loading the runs" />;
  if (runs.data === undefined) return <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />;
  const items = runs.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState title="No run yet">
        A run starts by itself when the conditions above hold, or with the button.
      </EmptyState>
    );
  }
  return (
    <>
      <div className="relative overflow-x-auto">
        <table className="w-full min-w-160 border-collapse">
          <caption className="sr-only">Runs, newest first</caption>
          <thead>
            <tr className="border-b text-left text-small text-muted">
              {["Run", "Status", "Started", "What it did"].map((title) => (
                <th key={title} scope="col" className="py-1 pr-4 font-normal">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((run) => (
              <Row key={run.id} run={run} />
            ))}
          </tbody>
        </table>
      </div>
      {runs.hasNextPage && (
        <Button
          variant="ghost"
          className="mt-2"
          busy={runs.isFetchingNextPage}
          onClick={() => void runs.fetchNextPage()}
        >
          Show older runs
        </Button>
      )}
    </>
  );
}

function Row({ run }: { run: RunSummary }) {
  return (
    <tr className="border-b align-top">
      <th scope="row" className="py-2 pr-4 text-left font-medium whitespace-nowrap">
        <Link className="text-accent underline" href={`/runs/${run.id}`}>
          Run {run.id.slice(0, 8)}…{run.id.slice(-4)}
        </Link>
      </th>
      <td className="py-2 pr-4 whitespace-nowrap">
        <StatusBadge run={run} />
      </td>
      <td className="py-2 pr-4">
        <RelativeTime at={run.startedAt ?? run.createdAt} />{" "}
        <span className="text-muted">{originWords(run)}</span>
      </td>
      <td className="min-w-56 py-2">
        {run.status === "running" ? (
          <Progress done={run.progress.done} total={run.progress.total} label={STEP_LABELS[run.step]} />
        ) : (
          (outcomeSentence(run) ?? <span className="text-muted">Waits for the runner.</span>)
        )}
      </td>
    </tr>
  );
}
