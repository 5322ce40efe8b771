import { WordDiff } from "@/app/_components/diff/word-diff";
import type { Run } from "@/lib/contracts/runs";
import { Failure } from "./failure-list";

/** The live prompt against the one that survived, and beside it each change with the feedback behind it. */
export function RunPrompt({ run }: { run: Run }) {
  const survivor = run.candidates.find(({ id }) => id === run.survivorId);
  if (survivor?.content == null) {
    return (
      <p className="text-muted">
        {run.status === "queued" || run.status === "running"
          ? "Shown as soon as one candidate has won the race."
          : "No candidate came through, so there is nothing to compare."}
      </p>
    );
  }
  const label = `v${run.baselineVersion} to ${run.resultVersion === null ? "the candidate" : `v${run.resultVersion}`}`;
  const said = new Map(run.failures.map((failure) => [failure.feedbackId, failure]));
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <WordDiff before={run.baselinePrompt} after={survivor.content} label={label} />
      <div className="min-w-0">
        <h3 className="mb-2 font-medium">What it changed, and the feedback behind it</h3>
        {survivor.changes.length === 0 ? (
          <p className="text-muted">The rewriter named no single change.</p>
        ) : (
          <ul className="flex flex-col gap-3">
            {survivor.changes.map(({ change, feedbackIds }) => {
              const behind = feedbackIds.flatMap((id) => said.get(id) ?? []);
              return (
                <li key={change} className="flex flex-col gap-2">
                  <p>{change}</p>
                  {behind.length > 0 ? (
                    <ul className="flex flex-col gap-2 border-l pl-3">
                      {behind.map((failure) => (
                        <li key={failure.feedbackId}>
                          <Failure failure={failure} />
                        </li>
                      ))}
                    </ul>
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
