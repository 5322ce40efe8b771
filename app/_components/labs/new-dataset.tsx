"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Dialog } from "@/app/_components/ui/dialog";
import { Field, TextInput } from "@/app/_components/ui/field";
import { ErrorState } from "@/app/_components/ui/states";
import { useCreateDataset } from "@/app/_hooks/datasets";
import { fieldErrors } from "./field-errors";

interface NewDatasetProps {
  labId: string;
  onCreated: (datasetId: string) => void;
}

/** The button and the form that create an empty dataset. */
export function NewDataset({ labId, onCreated }: NewDatasetProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>New dataset</Button>
      <Dialog open={open} onOpenChange={setOpen} title="New dataset">
        <DatasetForm
          labId={labId}
          onCreated={(id) => {
            setOpen(false);
            onCreated(id);
          }}
        />
      </Dialog>
    </>
  );
}

function DatasetForm({ labId, onCreated }: NewDatasetProps) {
  const create = useCreateDataset(labId);
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const errors = fieldErrors(create.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(
      { dataset: { labId, name, description, cases: [] }, idempotencyKey },
      { onSuccess: ({ id }) => onCreated(id) },
    );
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Name" error={errors.name}>
        <TextInput required maxLength={120} value={name} onChange={({ target }) => setName(target.value)} />
      </Field>
      <Field label="Description" error={errors.description}>
        <TextInput
          maxLength={1000}
          value={description}
          onChange={({ target }) => setDescription(target.value)}
        />
      </Field>
      {create.isError && Object.keys(errors).length === 0 && <ErrorState error={create.error} />}
      <div className="flex justify-end">
        <Button variant="primary" type="submit" busy={create.isPending}>
          Create dataset
        </Button>
      </div>
    </form>
  );
}
