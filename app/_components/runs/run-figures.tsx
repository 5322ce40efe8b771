import type { ReactNode } from "react";
import { formatNumber } from "@/app/_components/ui/number";
import type { Run } from "@/lib/contracts/runs";
import { Elapsed } from "./elapsed";

/** One labelled number. */
export function Figure({ label, children, note }: { label: string; children: ReactNode; note?: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-small text-muted">{label}</dt>
      <dd className="tabular-nums">{children}</dd>
      {note && <dd className="text-small text-muted">{note}</dd>}
    </div>
  );
}

/** What the run took: time, calls, tokens, money, and the data it worked on. */
export function RunFigures({ run }: { run: Run }) {
  const { cost, cases } = run;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 border-b px-4 py-3 sm:grid-cols-3 lg:grid-cols-6">
      <Figure label="Time">
        {run.startedAt ? <Elapsed from={run.startedAt} until={run.finishedAt} /> : "not started"}
      </Figure>
      <Figure
        label="Model calls"
        note={`and ${formatNumber(cost.cachedCalls)} from the cache; ${formatNumber(cost.failedCalls)} failed`}
      >
        {formatNumber(cost.calls)}
      </Figure>
      <Figure
        label="Tokens"
        note={
          cost.unmeteredCalls === 0
            ? "in / out"
            : `in / out, without ${formatNumber(cost.unmeteredCalls)} calls that were not counted by the provider`
        }
      >
        {formatNumber(cost.inputTokens)} / {formatNumber(cost.outputTokens)}
      </Figure>
      <Figure
        label="Cost"
        note={
          cost.usd === null
            ? "no price known for the model"
            : cost.unpricedCalls > 0
              ? `without ${formatNumber(cost.unpricedCalls)} calls whose price is not known`
              : run.simulated
                ? "the simulator is free of charge"
                : undefined
        }
      >
        {cost.usd === null ? "unknown" : `$${formatNumber(cost.usd, cost.usd < 1 ? 4 : 2)}`}
      </Figure>
      <Figure label="Emails" note="development / held out">
        {cases ? `${formatNumber(cases.development)} / ${formatNumber(cases.heldOut)}` : "not chosen yet"}
      </Figure>
      <Figure
        label="Model"
        note={`${run.simulated ? "no model connected" : run.provider}; similarity by ${run.similarityBy === null ? "wording" : `embeddings of ${run.similarityBy}`}`}
      >
        {run.simulated ? "Simulator" : run.model}
      </Figure>
    </dl>
  );
}
