"use client";

import { FlaskConical } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/app/_components/ui/badge";
import { Panel } from "@/app/_components/ui/panel";
import { ErrorState, LoadingState } from "@/app/_components/ui/states";
import { RelativeTime } from "@/app/_components/ui/time";
import { usePageTitle } from "@/app/_hooks/page-title";
import { usePromptHistory } from "@/app/_hooks/prompts";
import { type StreamState, useRunEvents } from "@/app/_hooks/run-events";
import { isUnderWay, useRun } from "@/app/_hooks/runs";
import type { Run } from "@/lib/contracts/runs";
import { CandidateTable } from "./candidate-table";
import { CaseComparisonList } from "./case-comparisons";
import { FailureList } from "./failure-list";
import { RunActions } from "./run-actions";
import { RunDecision } from "./run-decision";
import { RunFigures } from "./run-figures";
import { RunLog } from "./run-log";
import { RunPrompt } from "./run-prompt";
import { RunStepper } from "./run-stepper";
import { type AfterDeployment, afterDeployment, originWords, statusWords } from "./run-words";
import { StatusBadge } from "./status-badge";

/** Interval of the polls that stand in for a broken stream, in ms. */
const FALLBACK_POLL_MS = 3000;
/** A stream can be open and yet silent, for instance behind a proxy that holds it back. */
const SILENT_POLL_MS = 15_000;

const connections: Record<StreamState, string> = {
  connecting: "connecting",
  live: "live",
  reconnecting: "reconnecting; checked every 3 s meanwhile",
  ended: "",
};

/** One run: what it did, what it decided and why, and what can be done about it. */
export function RunPage({ runId }: { runId: string }) {
  // The stream needs to know whether the run is over, and the polling whether the stream is live.
  const known = useRun(runId);
  const over = known.data !== undefined && !isUnderWay(known.data.status);
  // A deployment or a roll back writes to the log of a run that has ended: it is read once more.
  const chapter = over ? `${known.data.status} ${known.data.canRollBack}` : "under way";
  const { events, state } = useRunEvents(runId, { over, chapter });
  const run = useRun(runId, { pollMs: state === "live" ? SILENT_POLL_MS : FALLBACK_POLL_MS });

  if (run.isPending) return <LoadingState label="Loading the run" />;
  // A failed refresh keeps what is on the page; only a run that was never read is an error page.
  if (run.data === undefined) {
    return <ErrorState error={run.error} onRetry={() => void run.refetch()} />;
  }
  return (
    <div className="mx-auto w-full max-w-page">
      <RunBody run={run.data} state={state} />
      <Panel title="Log">
        <RunLog events={events} state={state} />
      </Panel>
    </div>
  );
}

function RunBody({ run, state }: { run: Run; state: StreamState }) {
  usePageTitle([`${statusWords(run).label}, run ${run.id.slice(-4)}`, run.labName]);
  const history = usePromptHistory(run.labId);
  const after = history.data ? afterDeployment(history.data.changes, run) : null;
  const previousVersion = after?.deployed?.fromVersion ?? (history.isPending ? null : run.baselineVersion);
  const compared = run.candidates.some(({ heldOutCases }) => heldOutCases > 0);
  return (
    <>
      <header className="flex flex-wrap items-start justify-between gap-3 border-b px-4 py-3">
        <div className="min-w-0">
          <h1 className="flex flex-wrap items-center gap-2 text-title font-semibold">
            <span title={run.id}>
              Run {run.id.slice(0, 8)}…{run.id.slice(-4)}
            </span>
          </h1>
          <p className="text-muted">
            <Link className="text-accent underline" href={`/labs/${run.labId}?tab=runs`}>
              {run.labName}
            </Link>
            , started {originWords(run)}, <RelativeTime at={run.startedAt ?? run.createdAt} />
          </p>
          <p role="status" className="mt-1 flex flex-wrap items-center gap-2">
            <StatusBadge run={run} />
            {after?.rolledBack && <Badge tone="caution">Rolled back</Badge>}
            {run.simulated && (
              <Badge tone="caution" icon={<FlaskConical aria-hidden />}>
                Measured on the simulator, not on a model
              </Badge>
            )}
            {isUnderWay(run.status) && <span className="text-small text-muted">{connections[state]}</span>}
          </p>
        </div>
        <RunActions run={run} previousVersion={previousVersion} />
      </header>
      <RunStepper run={run} />
      <RunFigures run={run} />
      <Panel title="Decision">
        <RunDecision run={run} aftermath={after && <Aftermath after={after} />} />
      </Panel>
      <Panel title="Prompt">
        <RunPrompt run={run} />
      </Panel>
      <Panel title="Candidates">
        <CandidateTable run={run} />
      </Panel>
      <Panel title="What it learnt from">
        <FailureList failures={run.failures} />
      </Panel>
      <Panel title="Emails">
        {isUnderWay(run.status) ? (
          <p className="text-muted">Replies are compared here once the run has ended.</p>
        ) : compared ? (
          <CaseComparisonList runId={run.id} simulated={run.simulated} />
        ) : (
          <p className="text-muted">No held-out email was compared in this run.</p>
        )}
      </Panel>
    </>
  );
}

/** What became of the deployed version later. */
function Aftermath({ after }: { after: AfterDeployment }) {
  const { deployed, replaced, rolledBack } = after;
  if (deployed === null || replaced === null) return null;
  return (
    <p className={rolledBack ? "rounded bg-caution-soft px-2 py-1 text-caution" : "text-muted"}>
      {rolledBack
        ? `Rolled back to v${replaced.toVersion} by ${replaced.actor}`
        : `v${replaced.toVersion} has taken the place of v${deployed.toVersion} since, by ${replaced.actor}`}
      , <RelativeTime at={replaced.at} />: {replaced.reason}
    </p>
  );
}
