import { WordDiff } from "@/app/_components/diff/word-diff";
import type { Run } from "@/lib/contracts/runs";
import { behindChange } from "./run-words";

/** The live prompt against the one that survived, and beside it each change with the feedback behind it. */
export function RunPrompt({ run }: { run: Run }) {
  const survivor = run.candidates.find(({ id }) => id === run.survivorId);
  if (survivor?.content == null) {
    return (
      <p className="text-muted">
        {run.status === "queued" || run.status === "running"
          ? "Shown as soon as one candidate has won the race."
          : run.candidates.some(({ role }) => role === "candidate")
            ? "No candidate came through, so there is nothing to compare."
            : "No new prompt was proposed."}
      </p>
    );
  }
  const label = `v${run.baselineVersion} to ${run.resultVersion === null ? "the candidate" : `v${run.resultVersion}`}`;
  const said = new Map(run.failures.map((failure) => [failure.feedbackId, failure]));
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <WordDiff before={run.baselinePrompt} after={survivor.content} label={label} />
      <div className="min-w-0">
        <h3 className="mb-2 font-medium">What it changed, and the feedback behind it</h3>
        {survivor.changes.length === 0 ? (
          <p className="text-muted">The rewriter named no single change.</p>
        ) : (
          <ul className="flex flex-col gap-3">
            {survivor.changes.map(({ change, feedbackIds }) => {
              const behind = behindChange(feedbackIds.flatMap((id) => said.get(id) ?? []));
              return (
                <li key={change} className="flex flex-col gap-0.5">
                  <p>{change}</p>
                  {behind.length > 0 ? (
                    <p className="text-small text-muted">Behind it: {behind.join("; ")}.</p>
                  ) : (
                    <p className="text-small text-muted">No single decision behind it.</p>
                  )}
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </div>
  );
}
