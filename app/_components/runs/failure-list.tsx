import { Badge } from "@/app/_components/ui/badge";
import type { QuotedFailure } from "@/lib/contracts/runs";

const kinds: Record<QuotedFailure["kind"], string> = {
  rejected: "Rejected",
  edited: "Edited",
  disliked_reason: "Disliked a reason",
};

/** One decision of a person, in the person's words. */
export function Failure({ failure }: { failure: QuotedFailure }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={failure.kind === "rejected" ? "bad" : "caution"}>{kinds[failure.kind]}</Badge>
        <span className="min-w-0 text-muted">{failure.subject || "(no subject)"}</span>
      </p>
      {failure.said !== null && <blockquote className="border-l-2 pl-2">“{failure.said}”</blockquote>}
      {failure.changes.length > 0 && <p className="text-muted">{failure.changes.join("; ")}</p>}
    </div>
  );
}

/** The decisions that a run learnt from. */
export function FailureList({ failures }: { failures: readonly QuotedFailure[] }) {
  if (failures.length === 0) {
    return (
      <p className="text-muted">No objection was on record; the candidates follow the references alone.</p>
    );
  }
  return (
    <ul aria-label="Decisions the run learnt from" className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {failures.map((failure) => (
        <li key={`${failure.feedbackId}:${failure.kind}:${failure.said ?? ""}`}>
          <Failure failure={failure} />
        </li>
      ))}
    </ul>
  );
}
