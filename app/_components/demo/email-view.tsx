"use client";

import { useEffect, useRef } from "react";
import { ErrorState, LoadingState } from "@/app/_components/ui/states";
import { RelativeTime } from "@/app/_components/ui/time";
import { useEmail } from "@/app/_hooks/emails";
import type { EmailDetail } from "@/lib/contracts/emails";
import { DraftsView, type DraftsViewProps } from "./drafts-view";
import { EmailBody } from "./email-body";
import { EmailState, SourceBadge } from "./inbox-row";

/** One email with its drafts. Give it the email's id as `key`: what is selected belongs to one email. */
export function EmailView({
  emailId,
  takeFocus,
  ...drafts
}: {
  emailId: string;
  /** The person came here by a decision or from the list that this view replaced. */
  takeFocus: boolean;
} & Omit<DraftsViewProps, "email">) {
  const email = useEmail(emailId);
  const heading = useRef<HTMLHeadingElement>(null);
  const loaded = email.data !== undefined;
  useEffect(() => {
    if (takeFocus && loaded) heading.current?.focus();
  }, [takeFocus, loaded]);

  if (email.isPending) return <LoadingState label="Loading the email …" />;
  if (!email.data) return <ErrorState error={email.error} onRetry={() => void email.refetch()} />;
  return (
    <div className="flex flex-col gap-4 px-4 py-4">
      <header className="flex flex-col gap-1 wide:pr-52">
        <h2 ref={heading} tabIndex={-1} className="text-title font-semibold outline-none">
          {email.data.subject === "" ? "(no subject)" : email.data.subject}
        </h2>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
          <span>{senderOf(email.data)}</span>
          {email.data.sentAt === null ? (
            <span>
              no date, arrived <RelativeTime at={email.data.createdAt} />
            </span>
          ) : (
            <RelativeTime at={email.data.sentAt} />
          )}
          <span className="text-small">
            <EmailState state={email.data.state} />
          </span>
          <SourceBadge source={email.data.source} />
        </p>
      </header>
      <EmailBody body={email.data.body} />
      <DraftsView email={email.data} {...drafts} />
    </div>
  );
}

function senderOf({ sender, senderName, senderAddress }: EmailDetail): string {
  if (senderName !== null && senderAddress !== null) return `${senderName} <${senderAddress}>`;
  return senderName ?? senderAddress ?? sender;
}
