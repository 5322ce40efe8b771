"use client";

import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/app/_components/ui/button";
import { Field, TextInput } from "@/app/_components/ui/field";
import { ErrorState } from "@/app/_components/ui/states";
import { useChangeLab } from "@/app/_hooks/labs";
import type { Lab } from "@/lib/contracts/labs";
import { fieldErrors } from "./field-errors";

/** Name and description of the lab. */
export function IdentityForm({ lab }: { lab: Lab }) {
  const save = useChangeLab(lab.id);
  const [typed, setTyped] = useState<{ name?: string; description?: string }>({});
  const errors = fieldErrors(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(typed, {
      onSuccess: () => {
        setTyped({});
        toast.success("Name and description: saved.");
      },
    });
  };
  return (
    <section aria-labelledby="identity" className="border-b pb-6 last:border-b-0">
      <h2 id="identity" className="mb-3 font-semibold">
        Name and description
      </h2>
      <form onSubmit={submit} className="flex max-w-xl flex-col gap-4">
        <Field label="Name" error={errors.name}>
          <TextInput
            required
            maxLength={120}
            value={typed.name ?? lab.name}
            onChange={({ target }) => setTyped({ ...typed, name: target.value })}
          />
        </Field>
        <Field label="Description" error={errors.description}>
          <TextInput
            maxLength={1000}
            value={typed.description ?? lab.description}
            onChange={({ target }) => setTyped({ ...typed, description: target.value })}
          />
        </Field>
        {save.isError && Object.keys(errors).length === 0 && <ErrorState error={save.error} />}
        <div>
          <Button type="submit" busy={save.isPending} disabled={Object.keys(typed).length === 0}>
            Save<span className="sr-only"> name and description</span>
          </Button>
        </div>
      </form>
    </section>
  );
}
