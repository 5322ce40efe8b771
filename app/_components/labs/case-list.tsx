"use client";

import { Badge } from "@/app/_components/ui/badge";
import { Button } from "@/app/_components/ui/button";
import { EmptyState, ErrorState, LoadingState } from "@/app/_components/ui/states";
import { useCases } from "@/app/_hooks/datasets";
import type { Case } from "@/lib/contracts/datasets";

const PREVIEW_CHARACTERS = 120;

const SIDES = {
  development: { tone: "neutral", label: "development" },
  held_out: { tone: "accent", label: "held out" },
  straddles: { tone: "caution", label: "left out: resembles cases of both sides" },
} as const;

/** The cases of a dataset, page by page, each to be opened. */
export function CaseList({ datasetId }: { datasetId: string }) {
  const cases = useCases(datasetId);
  if (cases.isPending) return <LoadingState label="Loading the cases" />;
  if (cases.data === undefined)
    return <ErrorState error={cases.error} onRetry={() => void cases.refetch()} />;
  const items = cases.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState title="No case yet">Add an email with the reply that a person wrote for it.</EmptyState>
    );
  }
  return (
    <>
      <ul aria-label="Cases" className="border-t">
        {items.map((item) => (
          <li key={item.id} className="border-b">
            <CaseRow item={item} />
          </li>
        ))}
      </ul>
      {cases.hasNextPage && (
        <Button
          variant="ghost"
          className="self-start"
          busy={cases.isFetchingNextPage}
          onClick={() => void cases.fetchNextPage()}
        >
          Show more cases
        </Button>
      )}
    </>
  );
}

function CaseRow({ item: { input, expectedOutput, side } }: { item: Case }) {
  return (
    <details className="py-2">
      <summary>
        <span className="font-medium">{input.subject || "(no subject)"}</span>{" "}
        <Badge tone={SIDES[side].tone}>{SIDES[side].label}</Badge>{" "}
        <span className="text-muted">
          {input.sender}: {input.body.slice(0, PREVIEW_CHARACTERS)}
          {input.body.length > PREVIEW_CHARACTERS && "…"}
        </span>
      </summary>
      <div className="mt-2 grid gap-4 md:grid-cols-2">
        <div className="min-w-0">
          <h3 className="mb-1 font-medium">Email</h3>
          <p className="whitespace-pre-wrap">{input.body}</p>
        </div>
        <div className="min-w-0">
          <h3 className="mb-1 font-medium">Reply that a person wrote</h3>
          <p className="whitespace-pre-wrap">{expectedOutput}</p>
        </div>
      </div>
    </details>
  );
}
