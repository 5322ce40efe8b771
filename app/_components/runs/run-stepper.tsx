import { Check, ChevronRight } from "lucide-react";
import { Progress } from "@/app/_components/ui/progress";
import { isUnderWay } from "@/app/_hooks/runs";
import { type Run, RunStep } from "@/lib/contracts/runs";
import { STEP_SENTENCES, STEP_TITLES, stepReached } from "./run-words";

/** The steps of the machine in order, with the one it is at and how far that one has come. */
export function RunStepper({ run }: { run: Run }) {
  const current = RunStep.options.indexOf(run.step);
  const underWay = isUnderWay(run.status);
  const reached = RunStep.options.indexOf(stepReached(run));
  return (
    <div className="flex flex-col gap-2 border-b px-4 py-3">
      <ol aria-label="Steps of the run" className="flex flex-wrap items-center gap-x-1 gap-y-1">
        {RunStep.options.map((step, index) => {
          const active = index === current;
          const skipped = !active && index < current && index > reached;
          const passed = !skipped && (index < current || (active && step === "finished" && !underWay));
          return (
            <li key={step} className="flex items-center gap-1" aria-current={active ? "step" : undefined}>
              {index > 0 && <ChevronRight aria-hidden className="size-3 text-muted" />}
              <span
                className={`flex items-center gap-1 rounded px-1.5 py-0.5 ${
                  active ? "bg-accent-soft font-medium text-accent" : passed ? "text-ink" : "text-muted"
                } ${skipped ? "line-through" : ""}`}
              >
                {passed && <Check aria-hidden className="size-3" />}
                {STEP_TITLES[step]}
                {passed && !active && <span className="sr-only">, done</span>}
                {skipped && <span className="sr-only">, not reached</span>}
              </span>
            </li>
          );
        })}
      </ol>
      {underWay && (
        <>
          <p className="text-muted">
            {run.cancelRequested
              ? "It stops as soon as the calls under way are cut off."
              : run.status === "queued"
                ? "Waits for the runner to pick it up."
                : STEP_SENTENCES[run.step]}
          </p>
          {run.status === "running" && (
            <Progress
              done={run.progress.done}
              total={run.progress.total}
              label="Work done, of what is planned"
            />
          )}
        </>
      )}
    </div>
  );
}
