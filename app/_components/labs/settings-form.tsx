"use client";

import { type FormEvent, useId, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/app/_components/ui/button";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { ErrorState } from "@/app/_components/ui/states";
import { useChangeLab } from "@/app/_hooks/labs";
import type { Lab } from "@/lib/contracts/labs";
import { fieldErrors } from "./field-errors";
import { type SettingsGroup, settingsChange, shown } from "./settings-fields";

/** One group of settings, saved on its own. Only what was touched is sent. */
export function SettingsForm({ lab, group }: { lab: Lab; group: SettingsGroup }) {
  const heading = useId();
  const save = useChangeLab(lab.id);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [refused, setRefused] = useState<Record<string, string>>({});
  const errors = { ...fieldErrors(save.error), ...refused };
  const atField = group.fields.some(({ name }) => errors[`${group.name}.${name}`] !== undefined);

  const type = (name: string, value: string) => setTyped((known) => ({ ...known, [name]: value }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const made = settingsChange(lab.settings, group, typed);
    setRefused("errors" in made ? made.errors : {});
    if ("errors" in made) {
      save.reset();
      return;
    }
    save.mutate(made.change, {
      onSuccess: () => {
        setTyped({});
        toast.success(`${group.title}: saved.`);
      },
    });
  };

  return (
    <section aria-labelledby={heading} className="border-b pb-6 last:border-b-0">
      <h2 id={heading} className="font-semibold">
        {group.title}
      </h2>
      <p className="mb-3 text-muted">{group.note}</p>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {group.fields.map((field) => {
            const value = typed[field.name] ?? shown(lab.settings, group, field);
            return (
              <Field
                key={field.name}
                label={field.label}
                hint={field.hint}
                error={errors[`${group.name}.${field.name}`]}
              >
                {"options" in field ? (
                  <Select value={value} onChange={({ target }) => type(field.name, target.value)}>
                    {field.options.map((option) => (
                      <option key={option.value} value={option.value}>
                        {option.label}
                      </option>
                    ))}
                  </Select>
                ) : (
                  <TextInput
                    type="number"
                    step="any"
                    value={value}
                    onChange={({ target }) => type(field.name, target.value)}
                  />
                )}
              </Field>
            );
          })}
        </div>
        {errors[group.name] && (
          <p role="alert" className="text-bad">
            {errors[group.name]}
          </p>
        )}
        {save.isError && !atField && !errors[group.name] && <ErrorState error={save.error} />}
        <div>
          <Button type="submit" busy={save.isPending} disabled={Object.keys(typed).length === 0}>
            Save<span className="sr-only"> {group.title.toLowerCase()}</span>
          </Button>
        </div>
      </form>
    </section>
  );
}
