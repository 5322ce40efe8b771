"use client";

import { SkipForward, Sparkles } from "lucide-react";
import { useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { ErrorState } from "@/app/_components/ui/states";
import { useDrafting } from "@/app/_hooks/drafts";
import type { Draft, EmailDetail } from "@/lib/contracts/emails";
import type { Feedback, NewFeedback } from "@/lib/contracts/feedback";
import { DecisionView } from "./decision-view";
import { DraftCard } from "./draft-card";
import { DraftSkeletons } from "./drafting-state";
import type { Command } from "./shortcut-keys";
import type { DraftWork } from "./use-draft-work";
import { useShortcuts } from "./use-shortcuts";

export interface DraftsViewProps {
  email: EmailDetail;
  /** Drafts that the lab asks for, to draw as many places while they are written. */
  draftCount: number;
  work: DraftWork;
  suggestions: readonly string[];
  /** The decision being saved, or the last one that failed. */
  deciding: { draftId: string | undefined; busy: boolean; error: unknown };
  /** The email of the last decision. Its page may not show the decision yet; a second one would replace it. */
  savedEmailId: string | undefined;
  undoing: { feedbackId: string | undefined; busy: boolean; error: unknown };
  onGenerate: (emailId: string) => void;
  onDecide: (email: EmailDetail, draft: Draft, feedback: NewFeedback) => void;
  onUndo: (feedbackId: string, emailId: string) => void;
}

interface Decided {
  draft: Draft;
  feedback: Feedback;
}

/** The drafts of one email side by side, or the way to get them. */
export function DraftsView({
  email,
  draftCount,
  work,
  suggestions,
  deciding,
  savedEmailId,
  undoing,
  onGenerate,
  onDecide,
  onUndo,
}: DraftsViewProps) {
  const drafting = useDrafting(email.id);
  const [selectedIndex, setSelectedIndex] = useState(0);
  const [reopened, setReopened] = useState<string | null>(null);

  const { drafts } = email;
  const selected = drafts[Math.min(selectedIndex, drafts.length - 1)];
  const decided: Decided[] = drafts.flatMap((draft) =>
    draft.feedback?.state === "current" ? [{ draft, feedback: draft.feedback }] : [],
  );
  // Reopened are the very decisions that stood then; once a new one is saved, that one stands.
  const standing = decided.map(({ feedback }) => feedback.id).join(" ");
  const again = reopened === standing && standing !== "";
  const decidable = again || (decided.length === 0 && savedEmailId !== email.id);
  const formOpen = drafts.some((draft) => work.formOf(draft.id) !== null);

  const decide = (draft: Draft, feedback: NewFeedback) => {
    if (deciding.busy) return;
    const ratings = work.ratingsOf(draft.id);
    onDecide(
      email,
      draft,
      Object.keys(ratings).length > 0 ? { ...feedback, reasonRatings: ratings } : feedback,
    );
  };

  const decideAgain = () => {
    for (const { draft, feedback } of decided) {
      work.restore(draft.id, {
        edit: feedback.editedContent,
        rejection: feedback.action === "reject" ? (feedback.reason ?? "") : "",
        ratings: feedback.reasonRatings,
      });
    }
    setReopened(standing);
  };

  useShortcuts((command) => {
    if (!selected) {
      if (command.kind !== "generate" || drafting.status === "pending") return false;
      onGenerate(email.id);
      return true;
    }
    const index = indexAfter(command, selectedIndex, drafts.length);
    if (index !== null) {
      setSelectedIndex(index);
      return true;
    }
    if (!decidable || deciding.busy) return false;
    switch (command.kind) {
      case "accept":
      case "skip":
        decide(selected, { action: command.kind });
        return true;
      case "edit":
      case "reject":
        work.open(selected.id, command.kind);
        return true;
      default:
        return false;
    }
  });

  if (drafts.length === 0 || !selected) {
    if (drafting.status === "pending") return <DraftSkeletons count={draftCount} />;
    if (drafting.status === "error") {
      return <ErrorState error={drafting.error} onRetry={() => onGenerate(email.id)} />;
    }
    return (
      <div>
        <Button variant="primary" onClick={() => onGenerate(email.id)}>
          <Sparkles aria-hidden className="size-3.5" />
          Generate drafts
        </Button>
      </div>
    );
  }

  return (
    <section aria-label="Drafts" className="flex flex-col gap-4">
      {!again &&
        decided.map(({ draft, feedback }) => (
          <DecisionView
            key={feedback.id}
            draft={draft}
            feedback={feedback}
            undoing={undoing.busy && undoing.feedbackId === feedback.id}
            error={undoing.feedbackId === feedback.id ? undoing.error : null}
            onUndo={() => onUndo(feedback.id, email.id)}
            onAgain={decideAgain}
          />
        ))}
      {again && (
        <p className="text-muted">
          Your new decision takes the place of the earlier one.{" "}
          <Button size="sm" variant="ghost" onClick={() => setReopened(null)}>
            Keep the earlier one
          </Button>
        </p>
      )}
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,15rem),1fr))] gap-6">
        {drafts.map((draft, index) => (
          <DraftCard
            key={draft.id}
            draft={draft}
            selected={draft.id === selected.id}
            primary={draft.id === selected.id && !formOpen}
            decidable={decidable}
            busy={deciding.busy}
            saving={deciding.busy && deciding.draftId === draft.id}
            error={deciding.draftId === draft.id ? deciding.error : null}
            suggestions={suggestions}
            work={work}
            onSelect={() => setSelectedIndex(index)}
            onDecide={(feedback) => decide(draft, feedback)}
          />
        ))}
      </div>
      {decidable && (
        <div className="flex flex-wrap items-center justify-between gap-2 border-t pt-3">
          <p className="text-small text-muted">
            Likes and dislikes are saved with the decision on their draft.
          </p>
          <Button disabled={deciding.busy} onClick={() => decide(selected, { action: "skip" })}>
            <SkipForward aria-hidden className="size-3.5" />
            Skip this email
          </Button>
        </div>
      )}
    </section>
  );
}

/** The draft that a command selects, or null where it selects none. */
function indexAfter(command: Command, index: number, count: number): number | null {
  const wanted =
    command.kind === "draft" ? command.index : command.kind === "move" ? index + command.step : -1;
  return wanted >= 0 && wanted < count ? wanted : null;
}
