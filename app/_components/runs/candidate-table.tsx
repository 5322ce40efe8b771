"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { Fragment, type ReactNode, useState } from "react";
import { WordDiff } from "@/app/_components/diff/word-diff";
import { Button } from "@/app/_components/ui/button";
import { formatNumber, formatScore } from "@/app/_components/ui/number";
import type { Candidate, Run } from "@/lib/contracts/runs";
import { candidateFate, rankCandidates, readable } from "./run-words";

const COLUMNS = 7;

function Mean({ mean, cases }: { mean: number | null; cases: number }) {
  if (mean === null) return <span className="text-muted">–</span>;
  return (
    <>
      {formatScore(mean)} <span className="text-small text-muted">n = {formatNumber(cases)}</span>
    </>
  );
}

function CandidateName({ candidate, run }: { candidate: Candidate; run: Run }) {
  if (candidate.role === "baseline") return <>Live prompt, v{run.baselineVersion}</>;
  const isResult = candidate.id === run.survivorId && run.resultVersion !== null;
  return (
    <>
      Candidate {candidate.position}
      {isResult && `, v${run.resultVersion}`}
    </>
  );
}

function Row({ candidate, rank, run }: { candidate: Candidate; rank: ReactNode; run: Run }) {
  const [open, setOpen] = useState(false);
  const live = candidate.role === "baseline";
  const survivor = candidate.state === "survivor" && !live;
  const tint = live ? "bg-live-soft" : survivor ? "bg-candidate-soft" : "";
  const how = [candidate.strategy, candidate.metaPrompt].filter((part) => part !== null).map(readable);
  return (
    <Fragment>
      <tr className={`border-b align-top ${tint}`}>
        <td className="py-2 pr-2 pl-2 text-right">{rank}</td>
        <th
          scope="row"
          className={`px-2 py-2 text-left font-medium ${live ? "text-live" : survivor ? "text-candidate" : ""}`}
        >
          <CandidateName candidate={candidate} run={run} />
          {how.length > 0 && <div className="text-small font-normal text-muted">{how.join(" · ")}</div>}
        </th>
        <td className="px-2 py-2 text-right whitespace-nowrap">
          <Mean mean={candidate.developmentMean} cases={candidate.developmentCases} />
        </td>
        <td className="px-2 py-2 text-right whitespace-nowrap">
          <Mean mean={candidate.heldOutMean} cases={candidate.heldOutCases} />
        </td>
        <td className="px-2 py-2 text-right">{formatNumber(candidate.failedCases)}</td>
        <td className="min-w-48 px-2 py-2">
          {candidateFate(candidate)}
          {candidate.problems.length > 0 && (
            <ul className="list-disc pl-4 text-muted">
              {candidate.problems.map(({ code, message }) => (
                <li key={`${code}:${message}`}>{message}</li>
              ))}
            </ul>
          )}
        </td>
        <td className="py-1.5 pr-2 pl-2 text-right">
          {!live && candidate.content !== null && (
            <Button variant="ghost" size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? (
                <ChevronDown aria-hidden className="size-3.5" />
              ) : (
                <ChevronRight aria-hidden className="size-3.5" />
              )}
              Changes<span className="sr-only"> of candidate {candidate.position}</span>
            </Button>
          )}
        </td>
      </tr>
      {open && candidate.content !== null && (
        <tr className="border-b">
          <td colSpan={COLUMNS} className="px-2 py-3">
            <WordDiff
              before={run.baselinePrompt}
              after={candidate.content}
              label={`v${run.baselineVersion} to candidate ${candidate.position}`}
            />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

/** Every prompt of the run, best first, with its means and why it stopped where it did. */
export function CandidateTable({ run }: { run: Run }) {
  if (run.candidates.length === 0) return <p className="text-muted">No candidate has been proposed yet.</p>;
  let rank = 0;
  return (
    <div className="relative overflow-x-auto">
      <table className="w-full min-w-160 border-collapse">
        <caption className="pb-2 text-left text-small text-muted">
          Mean reward from 0 to 1 over n emails: those that the candidates were compared on (development), and
          those kept aside to judge the best one (held out). Best first.
        </caption>
        <thead>
          <tr className="border-b text-small text-muted">
            <th scope="col" className="px-2 py-1 text-right font-normal">
              Rank
            </th>
            <th scope="col" className="px-2 py-1 text-left font-normal">
              Prompt
            </th>
            <th scope="col" className="px-2 py-1 text-right font-normal">
              Development
            </th>
            <th scope="col" className="px-2 py-1 text-right font-normal">
              Held out
            </th>
            <th scope="col" className="px-2 py-1 text-right font-normal">
              Failed
            </th>
            <th scope="col" className="px-2 py-1 text-left font-normal">
              What became of it
            </th>
            <th scope="col">
              <span className="sr-only">Changes</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rankCandidates(run.candidates).map((candidate) => {
            // The live prompt is what the others are measured against; it takes no place among them.
            const scored = candidate.role === "candidate" && candidate.developmentMean !== null;
            if (scored) rank += 1;
            return <Row key={candidate.id} candidate={candidate} rank={scored ? rank : ""} run={run} />;
          })}
        </tbody>
      </table>
    </div>
  );
}
