"use client";

import { ArrowLeft, CircleCheck, Keyboard } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { EmptyState, ErrorState } from "@/app/_components/ui/states";
import { useCurrentLab } from "@/app/_hooks/current-lab";
import { useEmail, useInbox } from "@/app/_hooks/emails";
import { useRecentFeedback } from "@/app/_hooks/feedback";
import { EmailView } from "./email-view";
import { FeedbackList } from "./feedback-list";
import { Inbox, type InboxView } from "./inbox";
import { neighbour, nextUndecided } from "./inbox-order";
import { OptimizationPanel } from "./optimization-panel";
import { ReceiptPanel } from "./receipt-panel";
import { earlierReasons } from "./reject-reasons";
import { ShortcutHelp } from "./shortcut-help";
import { useDebounced } from "./use-debounced";
import { useReview } from "./use-review";
import { useSelection } from "./use-selection";
import { useShortcuts } from "./use-shortcuts";

const SEARCH_WAIT_MS = 250;
const CHIPS = 6;

/** Inbox, email with its drafts, and what the decisions lead to. */
export function DemoPage() {
  const { labId, lab, error: labError, refetch: refetchLab } = useCurrentLab();
  const { openId, focusId, hrefOf, open, nameLab } = useSelection();
  const [view, setView] = useState<InboxView>({ filter: "todo", search: "" });
  const [help, setHelp] = useState(false);
  const searched = useDebounced(view.search.trim(), SEARCH_WAIT_MS);
  const inbox = useInbox(labId, view.filter, searched);
  const currentId = openId ?? inbox.items[0]?.id ?? null;

  // A link to an email of another lab leads into that lab.
  const linked = useEmail(openId).data;
  const foreignLabId = linked && labId !== null && linked.labId !== labId ? linked.labId : null;
  useEffect(() => {
    if (foreignLabId !== null) nameLab(foreignLabId);
  }, [foreignLabId, nameLab]);

  // Read ahead, so that a decision leads to an email that is already here.
  useEmail(nextUndecided(inbox.items, currentId ?? "")?.id ?? null);

  const review = useReview({ inbox, filter: view.filter, currentId, open });
  const feedback = useRecentFeedback(labId);
  const suggestions = earlierReasons(feedback.data?.items ?? [], CHIPS);

  useShortcuts((command) => {
    if (command.kind === "help") {
      setHelp(true);
      return true;
    }
    if (command.kind !== "next" && command.kind !== "previous") return false;
    const row = neighbour(inbox.items, currentId, command.kind === "next" ? 1 : -1);
    if (row === null) return false;
    open(row.id, { focus: true });
    return true;
  });

  if (labId === null && labError) {
    return <ErrorState error={labError} onRetry={() => void refetchLab()} />;
  }
  return (
    <div className="grid grow grid-cols-1 wide:grid-cols-[clamp(15rem,21vw,19rem)_minmax(0,1fr)_clamp(15rem,21vw,20rem)]">
      <h1 className="sr-only">Demo</h1>
      <div
        className={`${openId === null ? "block" : "hidden wide:block"} wide:sticky wide:top-(--header-height) wide:max-h-[calc(100dvh-var(--header-height))] wide:self-start wide:overflow-y-auto`}
      >
        <Inbox
          labId={labId}
          labCounts={lab?.counts ?? null}
          inbox={inbox}
          view={view}
          onView={setView}
          searched={searched}
          currentId={currentId}
          hrefOf={hrefOf}
          onOpen={open}
        />
      </div>

      <section aria-label="Email" className="relative min-w-0 wide:border-x">
        {/* Where there is room it stands beside the subject, so that it takes no line from the email. */}
        <div className="flex flex-wrap items-center justify-between gap-x-3 px-4 pt-2 wide:absolute wide:top-1.5 wide:right-2 wide:justify-end">
          <div className="flex items-center gap-2">
            {openId !== null && (
              <Button size="sm" variant="ghost" className="wide:hidden" onClick={() => open(null)}>
                <ArrowLeft aria-hidden className="size-3.5" />
                Inbox
              </Button>
            )}
            {/* Always in the document, so that a change of its words is read out. */}
            <p role="status" className="flex items-center gap-1.5 text-good">
              {review.notice !== "" && <CircleCheck aria-hidden className="size-4" />}
              {review.notice}
            </p>
          </div>
          <Button size="sm" variant="ghost" className="max-wide:hidden" onClick={() => setHelp(true)}>
            <Keyboard aria-hidden className="size-3.5" />
            Keys
          </Button>
        </div>
        <div className={openId === null ? "hidden wide:block" : "block"}>
          {currentId === null ? (
            inbox.isSuccess && (
              <EmptyState title="No email is open">
                Choose one from the inbox, import some, or have one written.
              </EmptyState>
            )
          ) : (
            <EmailView
              key={currentId}
              emailId={currentId}
              takeFocus={openId !== null && focusId === openId}
              draftCount={lab?.settings.drafting.draftCount ?? 1}
              suggestions={suggestions}
              work={review.work}
              deciding={review.deciding}
              savedEmailId={review.last?.emailId}
              undoing={review.undoing}
              onGenerate={review.generate}
              onDecide={(email, draft, decision) => void review.decide(email, draft, decision)}
              onUndo={review.undo}
            />
          )}
        </div>
      </section>

      <aside
        aria-label="What the decisions lead to"
        className="min-w-0 border-t wide:sticky wide:top-(--header-height) wide:max-h-[calc(100dvh-var(--header-height))] wide:self-start wide:overflow-y-auto wide:border-t-0"
      >
        {labId !== null && <OptimizationPanel labId={labId} liveVersion={lab?.liveVersion ?? null} />}
        {review.last !== null && (
          <ReceiptPanel
            last={review.last}
            undoing={review.undoing.busy}
            error={review.undoing.feedbackId === review.last.receipt.feedbackId ? review.undoing.error : null}
            onUndo={review.undoLast}
          />
        )}
        <FeedbackList labId={labId} hrefOf={hrefOf} onOpen={open} />
      </aside>
      <ShortcutHelp open={help} onOpenChange={setHelp} />
    </div>
  );
}
