"use client";

import { Button } from "@/app/_components/ui/button";
import { TextInput } from "@/app/_components/ui/field";
import { EmptyState, ErrorState, LoadingState } from "@/app/_components/ui/states";
import type { InboxFilter, useInbox } from "@/app/_hooks/emails";
import type { Lab } from "@/lib/contracts/labs";
import { ImportButton } from "./import-button";
import { InboxRow } from "./inbox-row";
import { WriteMenu } from "./write-menu";

const FILTERS: readonly { value: InboxFilter; label: string }[] = [
  { value: "todo", label: "To do" },
  { value: "done", label: "Done" },
  { value: "all", label: "All" },
];

export interface InboxView {
  filter: InboxFilter;
  search: string;
}

/** The emails of the lab, with what brings new ones in. */
export function Inbox({
  labId,
  labCounts,
  inbox,
  view,
  onView,
  searched,
  currentId,
  hrefOf,
  onOpen,
}: {
  labId: string | null;
  /** Null while the lab is being read. */
  labCounts: Lab["counts"] | null;
  inbox: ReturnType<typeof useInbox>;
  view: InboxView;
  onView: (view: InboxView) => void;
  /** The search that `inbox` answers; it lags behind `view.search` while the person types. */
  searched: string;
  currentId: string | null;
  hrefOf: (emailId: string) => string;
  onOpen: (emailId: string) => void;
}) {
  const { items } = inbox;
  return (
    <section aria-label="Inbox" className="flex min-w-0 flex-col">
      <div className="flex flex-col gap-2 border-b px-4 py-3">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h2 className="font-semibold">
            Inbox{" "}
            <span className="font-normal text-muted tabular-nums">
              {searched === "" && labCounts !== null
                ? shownCount(labCounts, view.filter)
                : `${items.length}${inbox.hasNextPage ? "+" : ""}`}
            </span>
          </h2>
          <div className="flex gap-2">
            <ImportButton labId={labId} />
            <WriteMenu labId={labId} onWritten={onOpen} />
          </div>
        </div>
        <TextInput
          type="search"
          aria-label="Search the inbox"
          placeholder="Search"
          maxLength={200}
          value={view.search}
          onChange={(event) => onView({ ...view, search: event.target.value })}
        />
        <fieldset className="flex gap-1">
          <legend className="sr-only">Show</legend>
          {FILTERS.map(({ value, label }) => (
            <Button
              key={value}
              size="sm"
              variant="ghost"
              aria-pressed={view.filter === value}
              className="aria-pressed:bg-accent-soft aria-pressed:text-accent"
              onClick={() => onView({ ...view, filter: value })}
            >
              {label}
            </Button>
          ))}
        </fieldset>
      </div>

      {inbox.isPending && <LoadingState label="Loading the inbox …" />}
      {inbox.isError && <ErrorState error={inbox.error} onRetry={() => void inbox.refetch()} />}
      {inbox.isSuccess && items.length === 0 && !inbox.hasNextPage && (
        <NothingHere filter={(labCounts?.emails ?? null) === 0 ? "all" : view.filter} search={searched} />
      )}
      {items.length > 0 && (
        <ul aria-label="Emails" className="max-wide:max-h-[70dvh] max-wide:overflow-y-auto">
          {items.map((email) => (
            <InboxRow
              key={email.id}
              email={email}
              href={hrefOf(email.id)}
              current={email.id === currentId}
              onOpen={onOpen}
            />
          ))}
        </ul>
      )}
      {inbox.hasNextPage && (
        <div className="p-4">
          <Button size="sm" busy={inbox.isFetchingNextPage} onClick={() => void inbox.fetchNextPage()}>
            Load more
          </Button>
        </div>
      )}
    </section>
  );
}

function NothingHere({ filter, search }: { filter: InboxFilter; search: string }) {
  if (search !== "") {
    return (
      <EmptyState title="Nothing found">
        No email here contains “{search}”. Try All, or other words.
      </EmptyState>
    );
  }
  if (filter === "done") {
    return <EmptyState title="Nothing decided yet">Emails move here once you decide on a draft.</EmptyState>;
  }
  if (filter === "all") {
    return (
      <EmptyState title="No emails yet">
        Import .eml or .mbox files, or have a synthetic email written.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing to do">
      Every email here is decided. Import .eml or .mbox files, or have a synthetic email written.
    </EmptyState>
  );
}

function shownCount({ emails, undecided }: Lab["counts"], filter: InboxFilter): number {
  if (filter === "all") return emails;
  return filter === "todo" ? undecided : emails - undecided;
}
