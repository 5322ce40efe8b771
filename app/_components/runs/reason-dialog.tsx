"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Dialog } from "@/app/_components/ui/dialog";
import { Field, TextInput } from "@/app/_components/ui/field";
import { ErrorState } from "@/app/_components/ui/states";

interface ReasonDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  confirmLabel: string;
  required: boolean;
  busy: boolean;
  error: unknown;
  onConfirm: (reason: string) => void;
  children?: ReactNode;
}

/** Asks for the reason of a change of the live prompt; it is kept in the lab's history. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { open, onOpenChange, title, confirmLabel, required, busy, error, onConfirm, children } = props;
  const [reason, setReason] = useState("");
  const form = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onConfirm(reason.trim());
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      footer={
        <>
          <Button variant="ghost" onClick={() => onOpenChange(false)}>
            Close
          </Button>
          <Button variant="primary" type="submit" form={form} busy={busy}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        {children}
        <Field
          label={required ? "Reason" : "Reason (optional)"}
          hint="Kept in the history of the live prompt."
        >
          <TextInput
            value={reason}
            maxLength={500}
            required={required}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </form>
      {error !== null && error !== undefined && <ErrorState error={error} />}
    </Dialog>
  );
}
