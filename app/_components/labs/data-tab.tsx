"use client";

import { useState } from "react";
import { Badge } from "@/app/_components/ui/badge";
import { formatNumber } from "@/app/_components/ui/number";
import { EmptyState, ErrorState, LoadingState } from "@/app/_components/ui/states";
import { RelativeTime } from "@/app/_components/ui/time";
import { useDatasets } from "@/app/_hooks/datasets";
import type { Dataset } from "@/lib/contracts/datasets";
import type { Lab } from "@/lib/contracts/labs";
import { DatasetDetail } from "./dataset-detail";
import { NewDataset } from "./new-dataset";

const kinds: Record<Dataset["kind"], string> = {
  written: "replies written by hand",
  edits: "replies from people’s edits",
};

/** The emails with references that runs are judged on. */
export function DataTab({ lab }: { lab: Lab }) {
  const datasets = useDatasets(lab.id);
  const [chosen, setChosen] = useState<string | null>(null);
  if (datasets.isPending) return <LoadingState label="Loading the datasets" />;
  if (datasets.data === undefined) {
    return <ErrorState error={datasets.error} onRetry={() => void datasets.refetch()} />;
  }
  const { items } = datasets.data;
  const selected = items.find(({ id }) => id === chosen) ?? items[0];
  return (
    <div className="flex flex-col gap-6">
      <section aria-labelledby="datasets">
        <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
          <h2 id="datasets" className="font-semibold">
            Datasets
          </h2>
          <NewDataset labId={lab.id} onCreated={setChosen} />
        </div>
        <HeldOutNote held={lab.counts.heldOutEmails} needed={lab.settings.deploymentConfig.minHeldOutCases} />
        {items.length === 0 ? (
          <EmptyState title="No dataset yet">
            Create one and add emails with the replies that a person wrote. Replies that people edit in the
            Demo are collected by themselves.
          </EmptyState>
        ) : (
          <DatasetTable datasets={items} selected={selected?.id ?? null} onSelect={setChosen} />
        )}
      </section>
      {selected && <DatasetDetail key={selected.id} labId={lab.id} dataset={selected} />}
    </div>
  );
}

function HeldOutNote({ held, needed }: { held: number; needed: number }) {
  const missing = Math.max(0, needed - held);
  return (
    <p className={`mb-3 rounded px-2 py-1 ${missing > 0 ? "bg-caution-soft text-caution" : "bg-sunken"}`}>
      A decision needs {formatNumber(needed)} held-out emails; this lab has {formatNumber(held)}.{" "}
      {missing > 0 &&
        `${formatNumber(missing)} more are needed. About two in five emails that you add are held out; which ones is fixed by their text.`}
    </p>
  );
}

interface DatasetTableProps {
  datasets: readonly Dataset[];
  selected: string | null;
  onSelect: (id: string) => void;
}

function DatasetTable({ datasets, selected, onSelect }: DatasetTableProps) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full min-w-120 border-collapse">
        <caption className="sr-only">Datasets of this lab</caption>
        <thead>
          <tr className="border-b text-small text-muted">
            <th scope="col" className="py-1 pr-4 pl-2 text-left font-normal">
              Name
            </th>
            {["Cases", "Held out", "Created"].map((title) => (
              <th key={title} scope="col" className="px-2 py-1 text-right font-normal">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {datasets.map((dataset) => (
            <tr
              key={dataset.id}
              className={`border-b align-top ${dataset.id === selected ? "bg-accent-soft" : ""}`}
            >
              <th scope="row" className="py-2 pr-4 pl-2 text-left font-normal">
                <span className="flex flex-wrap items-center gap-2">
                  <button
                    type="button"
                    aria-current={dataset.id === selected ? "true" : undefined}
                    className="text-left font-medium text-accent underline"
                    onClick={() => onSelect(dataset.id)}
                  >
                    {dataset.name}
                  </button>
                  <Badge>{kinds[dataset.kind]}</Badge>
                </span>
                {dataset.description && <span className="block text-muted">{dataset.description}</span>}
              </th>
              <td className="px-2 py-2 text-right">{formatNumber(dataset.caseCount)}</td>
              <td className="px-2 py-2 text-right">{formatNumber(dataset.heldOutCount)}</td>
              <td className="px-2 py-2 text-right whitespace-nowrap">
                <RelativeTime at={dataset.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
