"use client";

import { useState } from "react";
import { toast } from "sonner";
import { ReasonDialog } from "@/app/_components/runs/reason-dialog";
import { Button } from "@/app/_components/ui/button";
import { ApiError } from "@/app/_hooks/api-client";
import { useActivateVersion } from "@/app/_hooks/prompts";
import type { PromptHistory } from "@/lib/contracts/prompts";
import { LiveConflict } from "./live-conflict";

/** Makes a version live, forward or back, with a reason for the history. */
export function MakeLive({ history, version }: { history: PromptHistory; version: number }) {
  const [seenRevision, setSeenRevision] = useState<number | null>(null);
  const activate = useActivateVersion(history.labId, () => {
    setSeenRevision(null);
    toast.success(`v${version} is live.`);
  });
  const conflict = activate.error instanceof ApiError && activate.error.status === 409;

  const open = () => {
    activate.reset();
    setSeenRevision(history.revision);
  };
  const confirm = (reason: string) => {
    // After a conflict the person has read what changed, so the newer revision is the one they saw.
    const revision = conflict ? history.revision : (seenRevision ?? history.revision);
    activate.mutate({ version, activation: { revision, reason } });
  };

  return (
    <>
      <Button onClick={open}>Make live</Button>
      <ReasonDialog
        open={seenRevision !== null}
        onOpenChange={(shown) => setSeenRevision(shown ? history.revision : null)}
        title={`Make v${version} live?`}
        confirmLabel="Make live"
        required
        busy={activate.isPending}
        error={conflict ? null : activate.error}
        onConfirm={confirm}
      >
        {conflict ? (
          <LiveConflict history={history} />
        ) : (
          <p>
            New drafts will be written with v{version}. Drafts that are waiting keep the prompt they came
            from.
          </p>
        )}
      </ReasonDialog>
    </>
  );
}
