"use client";

import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/app/_components/ui/button";
import { Field, TextArea, TextInput } from "@/app/_components/ui/field";
import { ErrorState } from "@/app/_components/ui/states";
import { useAddCases } from "@/app/_hooks/datasets";
import { fieldErrors } from "./field-errors";

export interface AddCasesProps {
  labId: string;
  datasetId: string;
  onAdded: () => void;
}

/** Adds one email with its reply. */
export function CaseForm({ labId, datasetId, onAdded }: AddCasesProps) {
  const add = useAddCases(labId);
  const [values, setValues] = useState({ sender: "", subject: "", body: "", reply: "" });
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const errors = fieldErrors(add.error);
  const set = (name: keyof typeof values) => (event: { target: { value: string } }) =>
    setValues((known) => ({ ...known, [name]: event.target.value }));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { sender, subject, body, reply } = values;
    add.mutate(
      {
        datasetId,
        cases: [{ input: { sender, subject, body, sentOn: null }, expectedOutput: reply }],
        idempotencyKey,
      },
      {
        onSuccess: () => {
          toast.success("One case was added.");
          onAdded();
        },
      },
    );
  };

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="From" error={errors["cases[0].input.sender"]}>
        <TextInput
          required
          maxLength={400}
          placeholder="Maria Lopez <maria@example.com>"
          value={values.sender}
          onChange={set("sender")}
        />
      </Field>
      <Field label="Subject" error={errors["cases[0].input.subject"]}>
        <TextInput maxLength={1000} value={values.subject} onChange={set("subject")} />
      </Field>
      <Field label="Email" error={errors["cases[0].input.body"]}>
        <TextArea required className="min-h-32" value={values.body} onChange={set("body")} />
      </Field>
      <Field label="Reply that a person wrote" error={errors["cases[0].expectedOutput"]}>
        <TextArea required className="min-h-32" value={values.reply} onChange={set("reply")} />
      </Field>
      {add.isError && Object.keys(errors).length === 0 && <ErrorState error={add.error} />}
      <div className="flex justify-end">
        <Button variant="primary" type="submit" busy={add.isPending}>
          Add case
        </Button>
      </div>
    </form>
  );
}
