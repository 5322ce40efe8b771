"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { formatNumber, formatScore } from "@/app/_components/ui/number";
import { useLab } from "@/app/_hooks/labs";
import { isUnderWay } from "@/app/_hooks/runs";
import type { Decision, Run } from "@/lib/contracts/runs";
import { Figure } from "./run-figures";
import { confidenceWords, formatGain, outcomeSentence, testWords } from "./run-words";

function DecisionFigures({ decision }: { decision: Decision }) {
  const { improvement, improvementKind, interval, baselineMean, candidateMean } = decision;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3 lg:grid-cols-5">
      <Figure
        label="Gain on held-out emails"
        note={
          interval
            ? `95 % interval ${formatGain(interval.low, improvementKind)} to ${formatGain(interval.high, improvementKind)}`
            : "no interval: under 10 emails"
        }
      >
        <span className="text-title font-semibold">
          {improvement === null ? "not measured" : formatGain(improvement, improvementKind)}
        </span>
      </Figure>
      <Figure
        label="Confidence"
        note={decision.pValue === null ? "no test possible" : "that the gain is no chance (1 − p, one-sided)"}
      >
        {confidenceWords(decision.confidence)}
      </Figure>
      <Figure label="Held-out emails" note={testWords(decision.test)}>
        {formatNumber(decision.n)}
      </Figure>
      <Figure label="Case by case">
        {decision.wins} won, {decision.losses} lost, {decision.ties} tied
      </Figure>
      <Figure label="Mean reward, 0 to 1" note="live prompt → candidate">
        {formatScore(baselineMean)} → {formatScore(candidateMean)}
      </Figure>
    </dl>
  );
}

/** What would let the next run decide: more emails with replies, or more decisions. */
function MissingData({ run }: { run: Run }) {
  const lab = useLab(run.labId);
  const had = run.cases?.heldOut ?? run.decision?.n ?? null;
  const needed = lab.data?.settings.deploymentConfig.minHeldOutCases;
  if (had === null || needed === undefined) return null;
  // A test was made on enough emails and still decides nothing: they are used up, or replies failed.
  if (had >= needed && run.decision?.pValue != null) {
    return (
      <p>
        <Link className="text-accent underline" href={`/labs/${run.labId}?tab=data`}>
          Add emails with replies
        </Link>
      </p>
    );
  }
  return had < needed ? (
    <p>
      It had {formatNumber(had)} of the {formatNumber(needed)} held-out emails that the lab asks for.{" "}
      <Link className="text-accent underline" href={`/labs/${run.labId}?tab=data`}>
        Add emails with replies
      </Link>
    </p>
  ) : (
    <p>
      <Link className="text-accent underline" href={`/?lab=${run.labId}`}>
        Decide on more drafts
      </Link>
    </p>
  );
}

/** Why a person has to decide, where the statistics spoke for the new prompt. */
function ApprovalNeeded({ run }: { run: Run }) {
  const lab = useLab(run.labId);
  const live = lab.data?.liveVersion;
  return (
    <p>
      {lab.data?.settings.deploymentConfig.mode === "approval"
        ? "This lab deploys nothing by itself: a person confirms what the statistics propose. "
        : "It was not deployed by itself; the reasons are below. "}
      {live !== undefined && live !== run.baselineVersion
        ? `Since it started the live prompt has changed: it is now v${live}, while the run compared with v${run.baselineVersion}.`
        : ""}
    </p>
  );
}

/** What the run decided, on what evidence, and why. */
export function RunDecision({ run, aftermath }: { run: Run; aftermath: ReactNode }) {
  const { decision } = run;
  const sentence = outcomeSentence(run);
  if (isUnderWay(run.status)) {
    return <p className="text-muted">Nothing is decided before the held-out emails have been compared.</p>;
  }
  return (
    <div className="flex flex-col gap-3">
      {sentence && <p className="font-medium">{sentence}</p>}
      {aftermath}
      {run.error !== null && (
        <p role="alert" className="rounded bg-bad-soft px-2 py-1 text-bad">
          {run.error}
        </p>
      )}
      {run.status === "needs_approval" && <ApprovalNeeded run={run} />}
      {decision && decision.n > 0 && <DecisionFigures decision={decision} />}
      {decision && decision.reasons.length > 0 && (
        <div>
          <h3 className="font-medium">Why</h3>
          <ul className="list-disc pl-5">
            {decision.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      )}
      {run.status === "needs_data" && <MissingData run={run} />}
    </div>
  );
}
