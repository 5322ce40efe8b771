"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { Button } from "@/app/_components/ui/button";
import { formatPercent } from "@/app/_components/ui/number";
import { ErrorState, LoadingState } from "@/app/_components/ui/states";
import { ApiError } from "@/app/_hooks/api-client";
import { StartRefusal, useStartRun, useTrigger } from "@/app/_hooks/runs";
import type { Lab } from "@/lib/contracts/labs";
import { ConditionList } from "./condition-list";

/** Starts a run by hand. One that is not due is refused with the conditions, and can be started anyway. */
export function StartRun({ lab }: { lab: Lab }) {
  const router = useRouter();
  const trigger = useTrigger(lab.id);
  const start = useStartRun(lab.id);
  const refusal =
    start.error instanceof ApiError && start.error.status === 409
      ? StartRefusal.safeParse(start.error.problem).data
      : undefined;
  const go = (force: boolean) =>
    start.mutate({ force }, { onSuccess: ({ runId }) => router.push(`/runs/${runId}`) });
  const activeRunId = refusal?.runId ?? trigger.data?.activeRunId ?? null;

  return (
    <section aria-labelledby="next-run" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="next-run" className="font-semibold">
          Next run
        </h2>
        {activeRunId === null && (
          <Button variant="primary" busy={start.isPending} onClick={() => go(false)}>
            Start a run
          </Button>
        )}
      </div>

      {activeRunId !== null ? (
        <p>
          A run is under way; no second one starts beside it.{" "}
          <Link className="text-accent underline" href={`/runs/${activeRunId}`}>
            See the run
          </Link>
        </p>
      ) : refusal?.conditions ? (
        <div role="alert" className="flex flex-col items-start gap-2 rounded bg-caution-soft px-3 py-2">
          <p className="font-medium">A run is not due yet:</p>
          <ConditionList conditions={refusal.conditions.filter(({ met }) => !met)} />
          <p>Started anyway, it works with what there is and deploys only what the statistics allow.</p>
          <Button busy={start.isPending} onClick={() => go(true)}>
            Start anyway
          </Button>
        </div>
      ) : (
        start.isError && <ErrorState error={start.error} />
      )}

      {trigger.isPending ? (
        <LoadingState label="Checking whether a run is due" />
      ) : trigger.data === undefined ? (
        <ErrorState error={trigger.error} onRetry={() => void trigger.refetch()} />
      ) : (
        <>
          <p className="text-muted">
            {trigger.data.shouldOptimize
              ? "All conditions hold: a run is due."
              : "A run starts by itself once all of these hold."}{" "}
            Only decisions on drafts of the live prompt, v{lab.liveVersion}, count.
          </p>
          <ConditionList conditions={trigger.data.conditions} />
          {trigger.data.interval && (
            <p className="text-small text-muted">
              The true share of negative decisions lies between {formatPercent(trigger.data.interval.low)} and{" "}
              {formatPercent(trigger.data.interval.high)} (95 % interval).
            </p>
          )}
        </>
      )}
    </section>
  );
}
