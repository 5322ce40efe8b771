"use client";

import { useState } from "react";
import { REWARD_SIGNALS } from "@/app/_components/labs/reward-signals";
import { Badge } from "@/app/_components/ui/badge";
import { Button } from "@/app/_components/ui/button";
import { formatScore } from "@/app/_components/ui/number";
import { EmptyState, ErrorState, LoadingState } from "@/app/_components/ui/states";
import { Term } from "@/app/_components/ui/term";
import { useCaseComparisons } from "@/app/_hooks/runs";
import type { CaseComparison } from "@/lib/contracts/runs";

const SHOWN_AT_FIRST = 10;
/** Differences that show as 0.00 are called even. */
const EVEN = 0.005;

function winner(difference: number | null): string {
  if (difference === null) return "not comparable";
  if (Math.abs(difference) < EVEN) return "even";
  return difference > 0 ? "candidate better" : "live prompt better";
}

const signed = (difference: number): string => `${difference > 0 ? "+" : ""}${formatScore(difference)}`;

function Reply({
  title,
  tone,
  side,
  simulated,
}: {
  title: string;
  tone: string;
  side: CaseComparison["baseline"];
  simulated: boolean;
}) {
  return (
    <div className="min-w-0">
      <h3 className={`mb-1 font-medium ${tone}`}>
        {title} <span className="font-normal tabular-nums">{formatScore(side.reward)}</span>{" "}
        {simulated && <Badge tone="caution">simulated</Badge>}
      </h3>
      {side.error !== null && <p className="text-bad">The call failed: {side.error}</p>}
      {side.text !== null && <p className="whitespace-pre-wrap">{side.text}</p>}
      {side.error === null && side.text === null && <p className="text-muted">No reply yet.</p>}
    </div>
  );
}

function Signals({ item }: { item: CaseComparison }) {
  const present = REWARD_SIGNALS.filter(
    ({ key }) => item.baseline.components[key] !== null || item.candidate.components[key] !== null,
  );
  return (
    <table className="self-start border-collapse text-small">
      <caption className="sr-only">Scores of both replies by signal, 0 to 1</caption>
      <thead>
        <tr className="text-muted">
          <th scope="col" className="py-0.5 pr-4 text-left font-normal">
            Signal, 0 to 1
          </th>
          <th scope="col" className="py-0.5 pr-4 text-right font-normal">
            Live
          </th>
          <th scope="col" className="py-0.5 text-right font-normal">
            Candidate
          </th>
        </tr>
      </thead>
      <tbody>
        {present.map(({ key, label, hint }) => (
          <tr key={key}>
            <th scope="row" className="py-0.5 pr-4 text-left font-normal">
              <Term explain={hint}>{label}</Term>
            </th>
            <td className="py-0.5 pr-4 text-right">{formatScore(item.baseline.components[key])}</td>
            <td className="py-0.5 text-right">{formatScore(item.candidate.components[key])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Comparison({ item, open, simulated }: { item: CaseComparison; open: boolean; simulated: boolean }) {
  return (
    <details open={open} className="border-b py-2 last:border-b-0">
      <summary className="flex flex-wrap items-baseline gap-x-4">
        <span className="min-w-0 flex-1 basis-60 font-medium">{item.subject || "(no subject)"}</span>
        <span className="tabular-nums">
          <span className="text-live">live {formatScore(item.baseline.reward)}</span>
          {" · "}
          <span className="text-candidate">candidate {formatScore(item.candidate.reward)}</span>
        </span>
        <span className="tabular-nums sm:w-48 sm:text-right">
          {item.difference !== null && `${signed(item.difference)} `}
          <span className="text-muted">{winner(item.difference)}</span>
        </span>
      </summary>
      <div className="mt-2 flex flex-col gap-3">
        <div>
          <h3 className="mb-1 font-medium">Email</h3>
          <section
            aria-label={`Text of the email, ${item.subject || "no subject"}`}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the keys
            tabIndex={0}
            className="max-h-40 overflow-y-auto whitespace-pre-wrap text-muted"
          >
            {item.body}
          </section>
        </div>
        <div className="grid gap-4 md:grid-cols-3">
          <Reply title="Live prompt" tone="text-live" side={item.baseline} simulated={simulated} />
          <Reply title="Candidate" tone="text-candidate" side={item.candidate} simulated={simulated} />
          <div className="min-w-0">
            <h3 className="mb-1 font-medium">What a person wrote</h3>
            <p className="whitespace-pre-wrap">{item.expectedOutput}</p>
          </div>
        </div>
        <Signals item={item} />
      </div>
    </details>
  );
}

/** The held-out emails one by one, worst loss first. */
export function CaseComparisonList({ runId, simulated }: { runId: string; simulated: boolean }) {
  const [all, setAll] = useState(false);
  const comparisons = useCaseComparisons(runId, { enabled: true });
  if (comparisons.isPending) return <LoadingState label="Loading the held-out emails" />;
  if (comparisons.isError) {
    return <ErrorState error={comparisons.error} onRetry={() => void comparisons.refetch()} />;
  }
  const { items } = comparisons.data;
  if (items.length === 0) {
    return (
      <EmptyState title="No held-out email was compared">
        This happens when the run ends before one candidate has won the race.
      </EmptyState>
    );
  }
  const shown = all ? items : items.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <p className="text-small text-muted">
        Worst loss first, each with the mean of its signals from 0 to 1. The difference counts only the
        signals that both replies have.
      </p>
      {shown.map((item, index) => (
        <Comparison key={item.caseId} item={item} open={index === 0} simulated={simulated} />
      ))}
      {shown.length < items.length && (
        <Button variant="ghost" size="sm" className="mt-2" onClick={() => setAll(true)}>
          Show all {items.length} emails
        </Button>
      )}
    </>
  );
}
