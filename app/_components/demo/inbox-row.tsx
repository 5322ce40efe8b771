import { Bot, Circle, CircleCheck, FileText } from "lucide-react";
import { useEffect, useRef } from "react";
import { Badge } from "@/app/_components/ui/badge";
import { RelativeTime } from "@/app/_components/ui/time";
import type { EmailSummary } from "@/lib/contracts/emails";
import { EmailLink } from "./email-link";

const STATES = {
  open: { label: "Open", Icon: Circle },
  drafted: { label: "Drafted", Icon: FileText },
  decided: { label: "Decided", Icon: CircleCheck },
} as const;

/** Where an email stands, by icon and word. */
export function EmailState({ state }: { state: EmailSummary["state"] }) {
  const { label, Icon } = STATES[state];
  return (
    <span className={`inline-flex items-center gap-1 ${state === "decided" ? "text-good" : "text-muted"}`}>
      <Icon aria-hidden className="size-3" />
      {label}
    </span>
  );
}

/** Tells apart what a person sent from what was made up; imported mail needs no word. */
export function SourceBadge({ source }: { source: EmailSummary["source"] }) {
  if (source === "synthetic") return <Badge icon={<Bot aria-hidden />}>Synthetic</Badge>;
  if (source === "default") return <Badge>Example</Badge>;
  return null;
}

/** One email of the inbox; it is a link, so that it can be opened in another tab. */
export function InboxRow({
  email,
  href,
  current,
  onOpen,
}: {
  email: EmailSummary;
  href: string;
  current: boolean;
  onOpen: (emailId: string) => void;
}) {
  // The keys move through emails that the list does not show; the row that is open comes into sight.
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <li ref={row} className="scroll-my-2 border-b">
      <EmailLink
        href={href}
        onOpen={() => onOpen(email.id)}
        aria-current={current ? "true" : undefined}
        className="block border-l-2 border-transparent px-4 py-2 hover:bg-sunken focus-visible:-outline-offset-2 aria-[current]:border-accent aria-[current]:bg-accent-soft"
      >
        <span className="flex items-baseline justify-between gap-2">
          <span className="truncate font-medium">
            {email.senderName ?? email.senderAddress ?? email.sender}
          </span>
          <span className="text-small text-muted">
            <RelativeTime at={email.sentAt ?? email.createdAt} />
          </span>
        </span>
        <span className="flex items-center justify-between gap-2">
          <span className="truncate">{email.subject === "" ? "(no subject)" : email.subject}</span>
          <span className="shrink-0">
            <SourceBadge source={email.source} />
          </span>
        </span>
        <span className="flex items-baseline justify-between gap-2">
          <span className="truncate text-muted">{email.preview}</span>
          <span className="shrink-0 text-small">
            <EmailState state={email.state} />
          </span>
        </span>
      </EmailLink>
    </li>
  );
}
