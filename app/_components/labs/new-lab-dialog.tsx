"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Dialog } from "@/app/_components/ui/dialog";
import { Field, TextArea, TextInput } from "@/app/_components/ui/field";
import { ErrorState } from "@/app/_components/ui/states";
import { useCreateLab } from "@/app/_hooks/labs";
import { PROMPT_MOST } from "@/lib/contracts/labs";
import { fieldErrors } from "./field-errors";
import { VariablesNote } from "./variables-note";

/** The button and the form that create a lab; goes to the new lab afterwards. */
export function NewLab() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        New lab
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        wide
        title="New lab"
        description="A lab has a prompt of its own, with its own emails, decisions and runs."
      >
        <NewLabForm />
      </Dialog>
    </>
  );
}

function NewLabForm() {
  const router = useRouter();
  const create = useCreateLab();
  // One key for this form: a second press after a lost answer makes no second lab.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [values, setValues] = useState({ name: "", description: "", prompt: "", company: "" });
  const errors = fieldErrors(create.error);
  const set = (name: keyof typeof values) => (event: { target: { value: string } }) =>
    setValues((known) => ({ ...known, [name]: event.target.value }));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { name, description, prompt } = values;
    const variables: Record<string, string> =
      values.company.trim() === "" ? {} : { company: values.company.trim() };
    create.mutate(
      { lab: { name, description, prompt, variables }, idempotencyKey },
      { onSuccess: (lab) => router.push(`/labs/${lab.id}`) },
    );
  };

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Name" error={errors.name}>
        <TextInput value={values.name} required maxLength={120} onChange={set("name")} />
      </Field>
      <Field label="Description" error={errors.description}>
        <TextInput value={values.description} maxLength={1000} onChange={set("description")} />
      </Field>
      <Field label="Prompt" hint={<VariablesNote />} error={errors.prompt}>
        <TextArea
          className="min-h-48 font-mono"
          value={values.prompt}
          required
          maxLength={PROMPT_MOST}
          onChange={set("prompt")}
        />
      </Field>
      <Field
        label="Company"
        hint="Fills {{company}} where the prompt uses it."
        error={errors["variables.company"] ?? errors.variables}
      >
        <TextInput value={values.company} maxLength={2000} onChange={set("company")} />
      </Field>
      {create.isError && Object.keys(errors).length === 0 && <ErrorState error={create.error} />}
      <div className="flex justify-end">
        <Button variant="primary" type="submit" busy={create.isPending}>
          Create lab
        </Button>
      </div>
    </form>
  );
}
