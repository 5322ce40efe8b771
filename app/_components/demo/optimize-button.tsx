"use client";

import { CircleX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/dialog";
import { ErrorState } from "@/app/_components/ui/states";
import { ApiError } from "@/app/_hooks/api-client";
import { StartRefusal, useStartRun } from "@/app/_hooks/runs";
import type { TriggerCheck } from "@/lib/contracts/feedback";
import { conditionText } from "./words";

/** Starts a run; when none is due it says why and lets the person insist. */
export function OptimizeButton({ labId }: { labId: string }) {
  const router = useRouter();
  const starting = useStartRun(labId);
  const [unmet, setUnmet] = useState<TriggerCheck["conditions"] | null>(null);
  const [error, setError] = useState<unknown>(null);

  const start = (force: boolean) => {
    setError(null);
    starting.mutate(
      { force },
      {
        onSuccess: ({ runId }) => {
          setUnmet(null);
          toast.success("Run started", {
            action: { label: "Open", onClick: () => router.push(`/runs/${runId}`) },
          });
        },
        onError: (problem) => {
          const refusal = refusalOf(problem);
          if (refusal?.conditions) {
            setUnmet(refusal.conditions.filter(({ met }) => !met));
          } else if (refusal?.runId) {
            const { runId } = refusal;
            setUnmet(null);
            toast("A run is already under way", {
              action: { label: "Open", onClick: () => router.push(`/runs/${runId}`) },
            });
          } else {
            setUnmet(null);
            setError(problem);
          }
        },
      },
    );
  };

  return (
    <>
      <Button size="sm" busy={starting.isPending} onClick={() => start(false)}>
        Optimize now
      </Button>
      {error !== null && <ErrorState error={error} onRetry={() => start(false)} />}
      <ConfirmDialog
        open={unmet !== null}
        onOpenChange={(open) => !open && setUnmet(null)}
        title="A run is not due yet"
        confirmLabel="Start anyway"
        busy={starting.isPending}
        onConfirm={() => start(true)}
      >
        <p className="mb-2 text-muted">These conditions do not hold:</p>
        <ul className="flex flex-col gap-1">
          {unmet?.map((condition) => (
            <li key={condition.name} className="flex gap-2">
              <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-caution" />
              <span>
                {condition.label}: <span className="tabular-nums">{conditionText(condition)}</span>
                {condition.detail && <span className="block text-muted">{condition.detail}</span>}
              </span>
            </li>
          ))}
        </ul>
      </ConfirmDialog>
    </>
  );
}

function refusalOf(error: unknown): { conditions?: TriggerCheck["conditions"]; runId?: string } | null {
  if (!(error instanceof ApiError) || error.status !== 409) return null;
  const parsed = StartRefusal.safeParse(error.problem);
  return parsed.success ? parsed.data : null;
}
