"use client";

import { useEffect, useRef, useState } from "react";
import { useGenerateDrafts } from "@/app/_hooks/drafts";
import type { InboxFilter, useInbox } from "@/app/_hooks/emails";
import { useDecide, useUndoFeedback } from "@/app/_hooks/feedback";
import type { Draft, EmailDetail, EmailSummary } from "@/lib/contracts/emails";
import type { NewFeedback } from "@/lib/contracts/feedback";
import { nextUndecided } from "./inbox-order";
import type { LastDecision } from "./receipt-panel";
import { useDraftWork } from "./use-draft-work";
import { draftLetter } from "./words";

/**
 * The course of a review: a decision is saved, the next email comes up and its drafts are asked for;
 * a decision can be taken back, which leads to its email again.
 */
export function useReview({
  inbox,
  filter,
  currentId,
  open,
}: {
  inbox: ReturnType<typeof useInbox>;
  filter: InboxFilter;
  currentId: string | null;
  open: (emailId: string, options: { focus: boolean }) => void;
}) {
  const work = useDraftWork();
  const generating = useGenerateDrafts();
  const deciding = useDecide();
  const undoing = useUndoFeedback();
  const [notice, setNotice] = useState("");
  const [last, setLast] = useState<LastDecision | null>(null);

  // The person may have gone on to another email while a decision was being saved.
  const shownId = useRef(currentId);
  useEffect(() => {
    shownId.current = currentId;
  }, [currentId]);

  /** The next email in the order that the person saw; reads on where the page of the list ends. */
  const findNext = async (rows: readonly EmailSummary[], emailId: string): Promise<EmailSummary | null> => {
    const next = nextUndecided(rows, emailId);
    if (next !== null || !inbox.hasNextPage) return next;
    const more = await inbox.fetchNextPage();
    return nextUndecided(more.data?.pages.flatMap((page) => page.items) ?? [], emailId);
  };

  const decide = async (email: EmailDetail, draft: Draft, feedback: NewFeedback) => {
    const rows = inbox.items;
    setNotice("");
    undoing.reset();
    const replaces = email.drafts.flatMap(({ id, feedback: earlier }) =>
      id !== draft.id && earlier?.state === "current" ? [earlier.id] : [],
    );
    // A failure is kept by the mutation and shown at the draft.
    const receipt = await deciding.mutateAsync({ draftId: draft.id, feedback, replaces }).catch(() => null);
    if (receipt === null) return;

    setNotice("Feedback saved");
    setLast({
      receipt,
      emailId: email.id,
      subject: email.subject,
      letter: draftLetter(draft.position),
      reason: feedback.reason ?? null,
    });
    for (const { id } of email.drafts) work.clear(id);

    if (filter === "done") return;
    const next = await findNext(rows, email.id);
    if (next === null || shownId.current !== email.id) return;
    open(next.id, { focus: true });
    if (next.state === "open") generating.mutate(next.id);
  };

  const undo = (feedbackId: string, emailId: string) => {
    setNotice("");
    undoing.mutate(feedbackId, {
      onSuccess: () => {
        setNotice("Feedback undone");
        setLast((known) => (known?.receipt.feedbackId === feedbackId ? null : known));
        open(emailId, { focus: true });
      },
    });
  };

  return {
    work,
    notice,
    last,
    deciding: {
      draftId: deciding.variables?.draftId,
      busy: deciding.isPending,
      error: deciding.error,
    },
    undoing: { feedbackId: undoing.variables, busy: undoing.isPending, error: undoing.error },
    generate: (emailId: string) => generating.mutate(emailId),
    decide,
    undo,
    undoLast: () => {
      if (last !== null) undo(last.receipt.feedbackId, last.emailId);
    },
  };
}
