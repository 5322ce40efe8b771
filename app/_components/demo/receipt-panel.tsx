import { ArrowRight, Undo2 } from "lucide-react";
import Link from "next/link";
import { Button } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import { ErrorState } from "@/app/_components/ui/states";
import type { FeedbackReceipt } from "@/lib/contracts/feedback";
import { EditSummary } from "./edit-summary";
import { RewardTable } from "./reward-table";
import { ACTED, learntText } from "./words";

/** A decision just made, with enough about it to be told and taken back. */
export interface LastDecision {
  receipt: FeedbackReceipt;
  emailId: string;
  subject: string;
  letter: string;
  /** What the person said, if anything. */
  reason: string | null;
}

/** What the last decision came to. */
export function ReceiptPanel({
  last,
  undoing,
  error,
  onUndo,
}: {
  last: LastDecision;
  undoing: boolean;
  error: unknown;
  onUndo: () => void;
}) {
  const { receipt } = last;
  return (
    <Panel
      title={`You last ${ACTED[receipt.action]} ${receipt.action === "skip" ? "an email" : `draft ${last.letter}`}`}
      aside={
        <Button size="sm" busy={undoing} onClick={onUndo}>
          <Undo2 aria-hidden className="size-3.5" />
          Undo
        </Button>
      }
    >
      <div className="flex flex-col gap-2">
        <p className="truncate">{last.subject === "" ? "(no subject)" : last.subject}</p>
        {receipt.repeated && <p>The same decision was stored before; nothing was added.</p>}
        {receipt.edit && <EditSummary edit={receipt.edit} />}
        <p className="text-muted">{learntText(receipt.action, last.reason)}</p>
        <RewardTable reward={receipt.reward} />
        {receipt.runId !== null && (
          <Link
            href={`/runs/${receipt.runId}`}
            className="inline-flex items-center gap-1 font-medium text-accent underline"
          >
            Run started
            <ArrowRight aria-hidden className="size-3.5" />
          </Link>
        )}
        {error !== null && error !== undefined && <ErrorState error={error} onRetry={onUndo} />}
      </div>
    </Panel>
  );
}
