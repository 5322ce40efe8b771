"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ArrowRight, CircleCheck, CircleDashed } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";
import { STEP_SENTENCES, statusWords } from "@/app/_components/runs/run-words";
import { formatPercent } from "@/app/_components/ui/number";
import { Panel } from "@/app/_components/ui/panel";
import { Progress } from "@/app/_components/ui/progress";
import { ErrorState, LoadingState } from "@/app/_components/ui/states";
import { RelativeTime } from "@/app/_components/ui/time";
import { labsKey } from "@/app/_hooks/labs";
import { isUnderWay, runsKey, triggerKey, useRun, useRuns, useTrigger } from "@/app/_hooks/runs";
import type { TriggerCheck } from "@/lib/contracts/feedback";
import { OptimizeButton } from "./optimize-button";
import { conditionText, detailText } from "./words";

const POLL_MS = 2_000;

/** How near the next optimization is, condition by condition, and the run that is under way. */
export function OptimizationPanel({ labId, liveVersion }: { labId: string; liveVersion: number | null }) {
  const trigger = useTrigger(labId);
  const check = trigger.data;
  return (
    <Panel title="Next optimization" aside={check && <Due check={check} />}>
      {trigger.isPending && <LoadingState label="Checking the conditions …" />}
      {trigger.isError && <ErrorState error={trigger.error} onRetry={() => void trigger.refetch()} />}
      {check && (
        <div className="flex flex-col items-start gap-3">
          <ul aria-label="Conditions" className="flex w-full flex-col">
            {check.conditions.map((condition) => (
              <Condition key={condition.name} condition={condition} interval={check.interval} />
            ))}
          </ul>
          {liveVersion !== null && (
            <p className="text-small text-muted">
              Only decisions on drafts of the live prompt, v{liveVersion}, count.
            </p>
          )}
          {check.activeRunId === null ? (
            <>
              <LastRun labId={labId} />
              <OptimizeButton labId={labId} />
            </>
          ) : (
            <ActiveRun labId={labId} runId={check.activeRunId} />
          )}
        </div>
      )}
    </Panel>
  );
}

/** What the latest run came to, so that its result is found from here too. */
function LastRun({ labId }: { labId: string }) {
  const [last] = useRuns(labId).data?.items ?? [];
  if (!last) return null;
  return (
    <p className="text-small">
      Last run:{" "}
      <Link href={`/runs/${last.id}`} className="text-accent underline">
        {statusWords(last).label}
      </Link>
      , <RelativeTime at={last.finishedAt ?? last.createdAt} />
    </p>
  );
}

function Due({ check }: { check: TriggerCheck }) {
  if (check.activeRunId !== null) return null;
  return (
    <span className="text-small text-muted">
      {check.shouldOptimize ? "due with the next check" : "not due yet"}
    </span>
  );
}

function Condition({
  condition,
  interval,
}: {
  condition: TriggerCheck["conditions"][number];
  interval: TriggerCheck["interval"];
}) {
  const Icon = condition.met ? CircleCheck : CircleDashed;
  return (
    <li className="border-t py-1.5 first:border-t-0">
      <div className="flex items-start justify-between gap-2">
        <span>{condition.label}</span>
        <span
          className={`inline-flex shrink-0 items-center gap-1 text-small whitespace-nowrap ${condition.met ? "text-good" : "text-caution"}`}
        >
          <Icon aria-hidden className="size-3.5" />
          {condition.met ? "met" : "not met"}
        </span>
      </div>
      <p className="text-muted tabular-nums">{conditionText(condition)}</p>
      {condition.value !== null && condition.detail && (
        <p className="text-small text-muted tabular-nums">{detailText(condition, condition.detail)}</p>
      )}
      {condition.name === "negative_ratio" && interval !== null && (
        <p className="text-small text-muted tabular-nums">
          95 % interval {formatPercent(interval.low)} to {formatPercent(interval.high)}
        </p>
      )}
    </li>
  );
}

function ActiveRun({ labId, runId }: { labId: string; runId: string }) {
  const run = useRun(runId, { pollMs: POLL_MS });
  const client = useQueryClient();
  const over = run.data !== undefined && !isUnderWay(run.data.status);

  // The end of a run opens the way to the next one and may have changed the live prompt.
  useEffect(() => {
    if (!over) return;
    for (const queryKey of [triggerKey(labId), labsKey, ["prompts"], [...runsKey, "list"]]) {
      void client.invalidateQueries({ queryKey });
    }
  }, [over, client, labId]);

  return (
    <div className="flex w-full flex-col gap-2">
      <Link
        href={`/runs/${runId}`}
        className="inline-flex items-center gap-1 font-medium text-accent underline"
      >
        {run.data?.status === "queued" ? "A run waits to start" : "A run is under way"}
        <ArrowRight aria-hidden className="size-3.5" />
      </Link>
      {run.isError && <ErrorState error={run.error} onRetry={() => void run.refetch()} />}
      {run.data && (
        <Progress
          done={run.data.progress.done}
          total={run.data.progress.total}
          label={STEP_SENTENCES[run.data.step]}
        />
      )}
    </div>
  );
}
