"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Dialog } from "@/app/_components/ui/dialog";
import { ErrorState } from "@/app/_components/ui/states";
import { Tabs } from "@/app/_components/ui/tabs";
import { useStartRun } from "@/app/_hooks/runs";
import type { Dataset } from "@/lib/contracts/datasets";
import { CaseForm } from "./case-form";
import { CaseLinesForm } from "./case-lines-form";
import { CaseList } from "./case-list";

/** One dataset: its cases, ways to add some, and a run on it. */
export function DatasetDetail({ labId, dataset }: { labId: string; dataset: Dataset }) {
  const router = useRouter();
  const [adding, setAdding] = useState(false);
  const start = useStartRun(labId);
  const run = () =>
    start.mutate(
      { force: true, datasetIds: [dataset.id] },
      { onSuccess: ({ runId }) => router.push(`/runs/${runId}`) },
    );
  const done = () => setAdding(false);
  return (
    <section aria-labelledby="dataset" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="dataset" className="font-semibold">
          {dataset.name}
        </h2>
        <div className="flex flex-wrap gap-2">
          {dataset.kind === "written" && <Button onClick={() => setAdding(true)}>Add cases</Button>}
          <Button busy={start.isPending} disabled={dataset.caseCount === 0} onClick={run}>
            Start a run on this dataset
          </Button>
        </div>
      </div>
      {start.isError && <ErrorState error={start.error} />}
      <Dialog
        open={adding}
        onOpenChange={setAdding}
        wide
        title="Add cases"
        description="A case is an email with the reply that a person wrote for it."
      >
        <Tabs
          label="Ways to add cases"
          items={[
            {
              value: "one",
              label: "One email",
              content: <CaseForm labId={labId} datasetId={dataset.id} onAdded={done} />,
            },
            {
              value: "many",
              label: "JSON lines",
              content: <CaseLinesForm labId={labId} datasetId={dataset.id} onAdded={done} />,
            },
          ]}
        />
      </Dialog>
      <CaseList datasetId={dataset.id} />
    </section>
  );
}
