"use client";

import Link from "next/link";
import { Badge } from "@/app/_components/ui/badge";
import { Button } from "@/app/_components/ui/button";
import { formatNumber } from "@/app/_components/ui/number";
import { EmptyState, ErrorState, LoadingState } from "@/app/_components/ui/states";
import { RelativeTime } from "@/app/_components/ui/time";
import { useLabPages } from "@/app/_hooks/labs";
import type { Lab } from "@/lib/contracts/labs";
import { NewLab } from "./new-lab-dialog";

/** The list of labs with the numbers that tell them apart. */
export function LabList() {
  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-3 border-b px-4 py-3">
        <div>
          <h1 className="text-title font-semibold">Labs</h1>
          <p className="text-muted">Each lab improves one prompt from the decisions on its own emails.</p>
        </div>
        <NewLab />
      </header>
      <Labs />
    </>
  );
}

function Labs() {
  const labs = useLabPages();
  if (labs.isPending) return <LoadingState label="Loading the labs" />;
  if (labs.data === undefined) return <ErrorState error={labs.error} onRetry={() => void labs.refetch()} />;
  const items = labs.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return <EmptyState title="No lab yet">Create one with the button above.</EmptyState>;
  }
  return (
    <div className="px-4 py-3">
      <div className="relative overflow-x-auto">
        <table className="w-full min-w-160 border-collapse">
          <caption className="sr-only">Labs</caption>
          <thead>
            <tr className="border-b text-small text-muted">
              <th scope="col" className="py-1 pr-4 text-left font-normal">
                Name
              </th>
              {["Live prompt", "Decisions", "Emails", "Cases", "Created"].map((title) => (
                <th key={title} scope="col" className="py-1 pl-4 text-right font-normal">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((lab) => (
              <Row key={lab.id} lab={lab} />
            ))}
          </tbody>
        </table>
      </div>
      {labs.hasNextPage && (
        <Button
          variant="ghost"
          className="mt-2"
          busy={labs.isFetchingNextPage}
          onClick={() => void labs.fetchNextPage()}
        >
          Show more labs
        </Button>
      )}
    </div>
  );
}

function Row({ lab }: { lab: Lab }) {
  return (
    <tr className="border-b align-top">
      <th scope="row" className="min-w-48 py-2 pr-4 text-left font-normal whitespace-normal">
        <span className="flex flex-wrap items-center gap-2">
          <Link className="font-medium text-accent underline" href={`/labs/${lab.id}`}>
            {lab.name}
          </Link>
          {lab.isDefault && <Badge>default</Badge>}
        </span>
        {lab.description && <span className="block max-w-[80ch] text-muted">{lab.description}</span>}
      </th>
      <td className="py-2 pl-4 text-right text-live">v{lab.liveVersion}</td>
      <td className="py-2 pl-4 text-right">{formatNumber(lab.counts.decisions)}</td>
      <td className="py-2 pl-4 text-right">{formatNumber(lab.counts.emails)}</td>
      <td className="py-2 pl-4 text-right">{formatNumber(lab.counts.cases)}</td>
      <td className="py-2 pl-4 text-right whitespace-nowrap">
        <RelativeTime at={lab.createdAt} />
      </td>
    </tr>
  );
}
