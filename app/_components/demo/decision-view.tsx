import { Check, Pencil, RotateCcw, SkipForward, Undo2, X } from "lucide-react";
import { Button } from "@/app/_components/ui/button";
import { formatScore } from "@/app/_components/ui/number";
import { ErrorState } from "@/app/_components/ui/states";
import { RelativeTime } from "@/app/_components/ui/time";
import type { Draft } from "@/lib/contracts/emails";
import type { Action, Feedback } from "@/lib/contracts/feedback";
import { EditSummary } from "./edit-summary";
import { LiveDiff } from "./live-diff";
import { draftLetter, learntText } from "./words";

const ICONS: Record<Action, typeof Check> = { accept: Check, edit: Pencil, reject: X, skip: SkipForward };

/** The decision that stands on an email, with the ways out of it. */
export function DecisionView({
  draft,
  feedback,
  undoing,
  error,
  onUndo,
  onAgain,
}: {
  draft: Draft;
  feedback: Feedback;
  undoing: boolean;
  error: unknown;
  onUndo: () => void;
  onAgain: () => void;
}) {
  const Icon = ICONS[feedback.action];
  const letter = draftLetter(draft.position);
  const told: Record<Action, string> = {
    accept: `Draft ${letter} was accepted`,
    edit: `Draft ${letter} was edited`,
    reject: `Draft ${letter} was rejected`,
    skip: "This email was skipped",
  };
  return (
    <section aria-label="Decision" className="flex flex-col gap-2 border-t py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="flex items-center gap-1.5 font-medium">
          <Icon aria-hidden className="size-4" />
          {told[feedback.action]}
        </p>
        <p className="text-small text-muted">
          by {feedback.reviewer}, <RelativeTime at={feedback.createdAt} />, reward{" "}
          {formatScore(feedback.reward.total)}
        </p>
        <div className="flex gap-2">
          <Button size="sm" busy={undoing} onClick={onUndo}>
            <Undo2 aria-hidden className="size-3.5" />
            Undo
          </Button>
          <Button size="sm" disabled={undoing} onClick={onAgain}>
            <RotateCcw aria-hidden className="size-3.5" />
            Decide again
          </Button>
        </div>
      </div>
      <p className="text-muted">{learntText(feedback.action, feedback.reason)}</p>
      {feedback.edit && <EditSummary edit={feedback.edit} />}
      {feedback.editedContent !== null && <LiveDiff before={draft.content} after={feedback.editedContent} />}
      {error !== null && error !== undefined && <ErrorState error={error} onRetry={onUndo} />}
    </section>
  );
}
