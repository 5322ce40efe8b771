"use client";

import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/app/_components/ui/button";
import { Dialog } from "@/app/_components/ui/dialog";
import { Field, TextArea, TextInput } from "@/app/_components/ui/field";
import { ErrorState } from "@/app/_components/ui/states";
import { ApiError } from "@/app/_hooks/api-client";
import { useWriteVersion } from "@/app/_hooks/prompts";
import { PROMPT_MOST } from "@/lib/contracts/labs";
import type { PromptHistory, PromptVersion } from "@/lib/contracts/prompts";
import { fieldErrors } from "./field-errors";
import { LiveConflict } from "./live-conflict";
import { VariablesNote } from "./variables-note";

interface WriteVersionProps {
  history: PromptHistory;
  /** The version whose text the editor starts from. */
  from: PromptVersion;
  onWritten: (version: number) => void;
}

/** The button and the editor for a version written by a person. */
export function WriteVersion({ history, from, onWritten }: WriteVersionProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Write a new version</Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        wide
        title="Write a new version"
        description={`Starts from the text of v${from.version}.`}
      >
        <VersionForm
          history={history}
          from={from}
          onWritten={(version) => {
            setOpen(false);
            onWritten(version);
          }}
        />
      </Dialog>
    </>
  );
}

function VersionForm({ history, from, onWritten }: WriteVersionProps) {
  const write = useWriteVersion(history.labId);
  const [content, setContent] = useState(from.content);
  const [live, setLive] = useState(false);
  const [reason, setReason] = useState("");
  const [seenRevision] = useState(history.revision);
  // What was refused is another request than what is sent next, so each conflict renews the key.
  const [idempotencyKey, setIdempotencyKey] = useState(() => crypto.randomUUID());
  const conflict = write.error instanceof ApiError && write.error.status === 409;
  const errors = fieldErrors(write.error);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const revision = conflict ? history.revision : seenRevision;
    write.mutate(
      {
        version: { content, ...(live && { activate: { revision, reason: reason.trim() } }) },
        idempotencyKey,
      },
      {
        onSuccess: ({ version }) => {
          toast.success(live ? `v${version} is saved and live.` : `v${version} is saved.`);
          onWritten(version);
        },
        onError: () => setIdempotencyKey(crypto.randomUUID()),
      },
    );
  };

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Prompt" hint={<VariablesNote />} error={errors.content}>
        <TextArea
          className="min-h-72 font-mono"
          required
          maxLength={PROMPT_MOST}
          value={content}
          onChange={({ target }) => setContent(target.value)}
        />
      </Field>
      <label className="flex items-center gap-2">
        <input type="checkbox" checked={live} onChange={({ target }) => setLive(target.checked)} />
        Make it live at once
      </label>
      {live && (
        <Field
          label="Reason"
          hint="Kept in the history of the live prompt."
          error={errors["activate.reason"]}
        >
          <TextInput
            required
            maxLength={500}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </Field>
      )}
      {conflict && live && <LiveConflict history={history} />}
      {write.isError && !(conflict && live) && Object.keys(errors).length === 0 && (
        <ErrorState error={write.error} />
      )}
      <div className="flex justify-end">
        <Button variant="primary" type="submit" busy={write.isPending} disabled={content === from.content}>
          Save version
        </Button>
      </div>
    </form>
  );
}
