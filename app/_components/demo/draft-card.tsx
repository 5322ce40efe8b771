"use client";

import { Check, FlaskConical, Pencil, X } from "lucide-react";
import { Badge } from "@/app/_components/ui/badge";
import { Button } from "@/app/_components/ui/button";
import { ErrorState } from "@/app/_components/ui/states";
import type { Draft } from "@/lib/contracts/emails";
import type { NewFeedback } from "@/lib/contracts/feedback";
import { DraftEditor } from "./draft-editor";
import { DraftFacts } from "./draft-facts";
import { DraftReasons } from "./draft-reasons";
import { RejectForm } from "./reject-form";
import type { DraftWork } from "./use-draft-work";
import { draftLetter } from "./words";

/** One draft with its reasons, its figures and, while the email waits, what can be done with it. */
export function DraftCard({
  draft,
  selected,
  primary,
  decidable,
  busy,
  saving,
  error,
  suggestions,
  work,
  onSelect,
  onDecide,
}: {
  draft: Draft;
  selected: boolean;
  /** Whether this draft holds the view's one primary button. */
  primary: boolean;
  decidable: boolean;
  /** A decision on any draft of the email is being saved. */
  busy: boolean;
  /** It is the one on this draft. */
  saving: boolean;
  /** Why the last decision on this draft was not saved. */
  error: unknown;
  suggestions: readonly string[];
  work: DraftWork;
  onSelect: () => void;
  onDecide: (feedback: NewFeedback) => void;
}) {
  const letter = draftLetter(draft.position);
  const form = decidable ? work.formOf(draft.id) : null;
  const ratings = decidable ? work.ratingsOf(draft.id) : (draft.feedback?.reasonRatings ?? {});
  const decided = draft.feedback?.state === "current";

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys 1 to 5 and the arrows select, too
    <article
      aria-label={`Draft ${letter}`}
      aria-current={selected && decidable ? "true" : undefined}
      onClick={onSelect}
      onFocusCapture={onSelect}
      className="flex min-w-0 flex-col gap-3 border-t-2 border-line pt-3 aria-[current]:border-accent"
    >
      <h3 className="flex items-center gap-2 font-semibold">
        Draft {letter}
        {draft.simulated && (
          <Badge tone="caution" icon={<FlaskConical aria-hidden />}>
            simulated
          </Badge>
        )}
        {decided && (
          <Badge tone="accent" icon={<Check aria-hidden />}>
            decided
          </Badge>
        )}
      </h3>
      {form === "edit" ? (
        <DraftEditor
          draft={draft.content}
          value={work.editOf(draft)}
          busy={busy}
          onChange={(text) => work.setEdit(draft.id, text)}
          onSave={() => onDecide({ action: "edit", editedContent: work.editOf(draft) })}
          onCancel={() => work.close(draft.id)}
        />
      ) : (
        <p className="whitespace-pre-wrap">{draft.content}</p>
      )}
      {form === "reject" && (
        <RejectForm
          value={work.rejectionOf(draft.id)}
          suggestions={suggestions}
          busy={busy}
          onChange={(text) => work.setRejection(draft.id, text)}
          onSend={() => onDecide({ action: "reject", reason: work.rejectionOf(draft.id).trim() })}
          onCancel={() => work.close(draft.id)}
        />
      )}
      {decidable && form === null && (
        <div className="flex flex-wrap gap-2">
          <Button
            variant={primary ? "primary" : "secondary"}
            aria-label={`Accept draft ${letter}`}
            busy={saving}
            disabled={busy}
            onClick={() => onDecide({ action: "accept" })}
          >
            <Check aria-hidden className="size-3.5" />
            Accept
          </Button>
          <Button
            aria-label={`Edit draft ${letter}`}
            disabled={busy}
            onClick={() => work.open(draft.id, "edit")}
          >
            <Pencil aria-hidden className="size-3.5" />
            Edit
          </Button>
          <Button
            aria-label={`Reject draft ${letter}`}
            disabled={busy}
            onClick={() => work.open(draft.id, "reject")}
          >
            <X aria-hidden className="size-3.5" />
            Reject
          </Button>
        </div>
      )}
      {error !== null && error !== undefined && <ErrorState error={error} />}
      <DraftReasons
        draft={draft}
        ratings={ratings}
        onRate={decidable && !busy ? (reasonId, rating) => work.rate(draft.id, reasonId, rating) : undefined}
      />
      <DraftFacts draft={draft} />
    </article>
  );
}
