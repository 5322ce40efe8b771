"use client";

import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/app/_components/ui/button";
import { Dialog } from "@/app/_components/ui/dialog";
import { ErrorState } from "@/app/_components/ui/states";
import { isUnderWay, useActOnRun } from "@/app/_hooks/runs";
import type { Run } from "@/lib/contracts/runs";
import { ReasonDialog } from "./reason-dialog";

interface RunActionsProps {
  run: Run;
  /** The version that a roll back brings back; null while it is not known. */
  previousVersion: number | null;
}

/** What a person can do to the run in its present state. */
export function RunActions({ run, previousVersion }: RunActionsProps) {
  return (
    <div className="flex flex-wrap items-start gap-2">
      {isUnderWay(run.status) &&
        (run.cancelRequested ? (
          <Button variant="danger" busy>
            Cancelling …
          </Button>
        ) : (
          <CancelRun runId={run.id} />
        ))}
      {run.status === "needs_approval" && <Deploy run={run} />}
      {run.canRollBack && previousVersion !== null && <RollBack run={run} version={previousVersion} />}
    </div>
  );
}

function CancelRun({ runId }: { runId: string }) {
  const [open, setOpen] = useState(false);
  const act = useActOnRun(runId, ({ status }) => {
    setOpen(false);
    toast(isUnderWay(status) ? "The run is being cancelled." : "The run was cancelled.");
  });
  const cancel = () => act.mutate({ act: "cancel", resolution: {} });
  return (
    <>
      <Button variant="danger" onClick={() => setOpen(true)}>
        Cancel run
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Cancel this run?"
        footer={
          <>
            <Button variant="ghost" onClick={() => setOpen(false)}>
              Keep it going
            </Button>
            <Button variant="danger" busy={act.isPending} onClick={cancel}>
              Cancel run
            </Button>
          </>
        }
      >
        <p>
          The live prompt stays as it is. What the run has measured so far is kept, but it cannot be resumed.
        </p>
        {act.isError && <ErrorState error={act.error} />}
      </Dialog>
    </>
  );
}

// Not asked about: a deployment can be rolled back.
function Deploy({ run }: { run: Run }) {
  const act = useActOnRun(run.id, ({ resultVersion }) => toast.success(`v${resultVersion ?? "?"} is live.`));
  const deploy = () => act.mutate({ act: "deploy", resolution: {} });
  return (
    <div className="flex flex-col">
      <Button variant="primary" busy={act.isPending} onClick={deploy}>
        Deploy
      </Button>
      {act.isError && <ErrorState error={act.error} />}
    </div>
  );
}

function RollBack({ run, version }: { run: Run; version: number }) {
  const [open, setOpen] = useState(false);
  const act = useActOnRun(run.id, () => {
    setOpen(false);
    toast.success(`v${version} is live again.`);
  });
  const label = `Roll back to v${version}`;
  const rollBack = (reason: string) =>
    act.mutate({ act: "rollback", resolution: reason === "" ? {} : { reason } });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      <ReasonDialog
        open={open}
        onOpenChange={setOpen}
        title={`Roll back to v${version}?`}
        confirmLabel={label}
        required={false}
        busy={act.isPending}
        error={act.error}
        onConfirm={rollBack}
      >
        <p>
          New drafts will be written with v{version} again. v{run.resultVersion ?? "?"} stays in the history
          and can be made live from the lab.
        </p>
      </ReasonDialog>
    </>
  );
}
