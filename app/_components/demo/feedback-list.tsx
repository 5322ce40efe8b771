"use client";

import { useState } from "react";
import { Badge, type Tone } from "@/app/_components/ui/badge";
import { Button } from "@/app/_components/ui/button";
import { formatScore } from "@/app/_components/ui/number";
import { Panel } from "@/app/_components/ui/panel";
import { ErrorState, LoadingState } from "@/app/_components/ui/states";
import { RelativeTime } from "@/app/_components/ui/time";
import { useRecentFeedback } from "@/app/_hooks/feedback";
import type { Action } from "@/lib/contracts/feedback";
import { EmailLink } from "./email-link";

const SHOWN = 8;

const ACTIONS: Record<Action, { word: string; tone: Tone }> = {
  accept: { word: "Accepted", tone: "good" },
  edit: { word: "Edited", tone: "accent" },
  reject: { word: "Rejected", tone: "bad" },
  skip: { word: "Skipped", tone: "neutral" },
};

/** The lab's last decisions as stored; those taken back or replaced stay, and say so. */
export function FeedbackList({
  labId,
  hrefOf,
  onOpen,
}: {
  labId: string | null;
  hrefOf: (emailId: string) => string;
  onOpen: (emailId: string) => void;
}) {
  const query = useRecentFeedback(labId);
  const [all, setAll] = useState(false);
  const items = query.data?.items ?? [];
  return (
    <Panel title="Last decisions">
      {query.isPending && <LoadingState label="Loading the decisions …" />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && (
        <p className="text-muted">None yet. Accept, edit or reject a draft and it is listed here.</p>
      )}
      {items.length > 0 && (
        <ul aria-label="Feedback" className="flex flex-col">
          {items.slice(0, all ? items.length : SHOWN).map((item) => {
            const { word, tone } = ACTIONS[item.action];
            return (
              <li key={item.id} className="flex flex-col gap-0.5 border-t py-2 first:border-t-0">
                <div className="flex flex-wrap items-center gap-2">
                  <Badge tone={tone}>{word}</Badge>
                  {item.state === "undone" && <Badge>undone</Badge>}
                  {item.state === "superseded" && <Badge>replaced</Badge>}
                  <span className="text-small text-muted tabular-nums">
                    <RelativeTime at={item.createdAt} />, v{item.promptVersion}, reward{" "}
                    {formatScore(item.reward.total)}
                  </span>
                </div>
                <EmailLink
                  href={hrefOf(item.emailId)}
                  onOpen={() => onOpen(item.emailId)}
                  className="truncate hover:underline"
                >
                  {item.subject === "" ? "(no subject)" : item.subject}
                </EmailLink>
                {item.reason && <p className="text-muted">“{item.reason}”</p>}
              </li>
            );
          })}
        </ul>
      )}
      {items.length > SHOWN && (
        <Button size="sm" variant="ghost" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${items.length}`}
        </Button>
      )}
    </Panel>
  );
}
