"use client";

import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/app/_components/ui/button";
import { TextInput } from "@/app/_components/ui/field";
import { ErrorState } from "@/app/_components/ui/states";
import { useChangeLab } from "@/app/_hooks/labs";
import type { Lab } from "@/lib/contracts/labs";
import { VariablesNote } from "./variables-note";

interface Row {
  key: string;
  name: string;
  value: string;
}

const rowsOf = (lab: Lab): Row[] =>
  Object.entries(lab.settings.variables).map(([name, value]) => ({ key: name, name, value }));

/** Two rows of one name would quietly become one. */
const repeated = (rows: readonly Row[]): string | undefined =>
  rows.find(({ name }, index) => rows.findIndex((other) => other.name === name) < index)?.name;

/** Names and values of the prompt's `{{variables}}`. */
export function VariablesForm({ lab }: { lab: Lab }) {
  const save = useChangeLab(lab.id);
  const [rows, setRows] = useState<Row[] | null>(null);
  const shownRows = rows ?? rowsOf(lab);
  const twice = repeated(shownRows);

  const edit = (key: string, change: Partial<Row>) =>
    setRows(shownRows.map((row) => (row.key === key ? { ...row, ...change } : row)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { variables: Object.fromEntries(shownRows.map(({ name, value }) => [name, value])) },
      {
        onSuccess: () => {
          setRows(null);
          toast.success("Variables: saved.");
        },
      },
    );
  };

  return (
    <section aria-labelledby="variables" className="border-b pb-6 last:border-b-0">
      <h2 id="variables" className="font-semibold">
        Variables
      </h2>
      <p className="mb-3 text-muted">
        <VariablesNote />
      </p>
      <form onSubmit={submit} className="flex flex-col items-start gap-3">
        {shownRows.map((row) => (
          <div key={row.key} className="flex w-full flex-wrap items-center gap-2">
            <TextInput
              aria-label="Variable name"
              className="max-w-48 font-mono"
              required
              pattern="[a-z][a-z0-9_]{0,39}"
              title="Small letters, digits and underscores, a letter first, at most 40."
              value={row.name}
              onChange={({ target }) => edit(row.key, { name: target.value })}
            />
            <TextInput
              aria-label={`Value of ${row.name || "the new variable"}`}
              className="max-w-96"
              maxLength={2000}
              value={row.value}
              onChange={({ target }) => edit(row.key, { value: target.value })}
            />
            <Button
              variant="ghost"
              size="sm"
              onClick={() => setRows(shownRows.filter(({ key }) => key !== row.key))}
            >
              Remove<span className="sr-only"> {row.name}</span>
            </Button>
          </div>
        ))}
        {twice !== undefined && (
          <p role="alert" className="text-bad">
            {`"${twice}" is named twice.`}
          </p>
        )}
        {save.isError && <ErrorState error={save.error} />}
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setRows([...shownRows, { key: crypto.randomUUID(), name: "", value: "" }])}>
            Add a variable
          </Button>
          <Button type="submit" busy={save.isPending} disabled={rows === null || twice !== undefined}>
            Save<span className="sr-only"> variables</span>
          </Button>
        </div>
      </form>
    </section>
  );
}
