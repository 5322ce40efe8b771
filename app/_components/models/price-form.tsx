"use client";

import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { fieldErrors } from "@/app/_components/labs/field-errors";
import { Button } from "@/app/_components/ui/button";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { ErrorState } from "@/app/_components/ui/states";
import { useSetPrice } from "@/app/_hooks/models";
import { NewPriceEntry, type PriceEntry } from "@/lib/contracts/models";
import { lineInPlaceOf } from "./price-words";
import { PROVIDER_NAMES } from "./provider-words";

const PROVIDERS = NewPriceEntry.shape.provider.options;
const AMOUNTS = [
  { name: "inputUsd", label: "Input, $", hint: "Per million tokens", required: true },
  { name: "cachedInputUsd", label: "Cached input, $", hint: "Empty: as other input", required: false },
  { name: "outputUsd", label: "Output, $", hint: "Per million tokens", required: true },
] as const;

interface Typed {
  provider: NewPriceEntry["provider"];
  model: string;
  inputUsd: string;
  cachedInputUsd: string;
  outputUsd: string;
  validFrom: string;
}

const blank = (): Typed => ({
  provider: "openai",
  model: "",
  inputUsd: "",
  cachedInputUsd: "",
  outputUsd: "",
  validFrom: new Date().toISOString().slice(0, "YYYY-MM-DD".length),
});

const typedOf = (entry: PriceEntry): Typed => ({
  provider: entry.provider,
  model: entry.model,
  inputUsd: String(entry.inputUsd),
  cachedInputUsd: entry.cachedInputUsd === null ? "" : String(entry.cachedInputUsd),
  outputUsd: String(entry.outputUsd),
  validFrom: entry.validFrom,
});

/** Adds a line to the own list, or replaces that of the same model and day. */
export function PriceForm({
  start,
  entries,
  onSaved,
  onCancel,
}: {
  /** The line that fills the form; null for an empty one. */
  start: PriceEntry | null;
  entries: readonly PriceEntry[];
  onSaved: (entry: PriceEntry) => void;
  onCancel: () => void;
}) {
  const heading = useId();
  const save = useSetPrice();
  const [typed, setTyped] = useState(() => (start ? typedOf(start) : blank()));
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (start) first.current?.focus();
  }, [start]);
  const errors = fieldErrors(save.error);
  const model = typed.model.trim();
  const replaces = lineInPlaceOf({ ...typed, model }, entries) !== undefined;
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      {
        ...typed,
        model,
        inputUsd: Number(typed.inputUsd),
        cachedInputUsd: typed.cachedInputUsd.trim() === "" ? null : Number(typed.cachedInputUsd),
        outputUsd: Number(typed.outputUsd),
      },
      {
        onSuccess: (entry) => {
          setTyped(blank());
          onSaved(entry);
        },
      },
    );
  };
  return (
    <form onSubmit={submit} aria-labelledby={heading} className="flex flex-col gap-3">
      <h3 id={heading} className="font-medium">
        {start ? "Change a line" : "Add a line"}
      </h3>
      <div className="grid max-w-5xl items-start gap-3 sm:grid-cols-3 lg:grid-cols-6">
        <Field label="Provider" error={errors.provider}>
          <Select
            value={typed.provider}
            onChange={({ target }) => {
              const provider = PROVIDERS.find((name) => name === target.value);
              if (provider) set({ provider });
            }}
          >
            {PROVIDERS.map((name) => (
              <option key={name} value={name}>
                {PROVIDER_NAMES[name]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Priced model" hint="As the provider names it" error={errors.model}>
          <TextInput
            required
            maxLength={200}
            spellCheck={false}
            autoComplete="off"
            value={typed.model}
            onChange={({ target }) => set({ model: target.value })}
          />
        </Field>
        {AMOUNTS.map(({ name, label, hint, required }, index) => (
          <Field key={name} label={label} hint={hint} error={errors[name]}>
            <TextInput
              ref={index === 0 ? first : undefined}
              type="number"
              inputMode="decimal"
              min={0}
              max={100_000}
              step="any"
              required={required}
              value={typed[name]}
              onChange={({ target }) => set({ [name]: target.value })}
            />
          </Field>
        ))}
        <Field label="Valid from" hint="UTC" error={errors.validFrom}>
          <TextInput
            type="date"
            required
            value={typed.validFrom}
            onChange={({ target }) => set({ validFrom: target.value })}
          />
        </Field>
      </div>
      {save.isError && Object.keys(errors).length === 0 && <ErrorState error={save.error} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" busy={save.isPending}>
          {replaces ? "Replace price" : "Add price"}
        </Button>
        {start && (
          <Button variant="ghost" onClick={onCancel}>
            Cancel
          </Button>
        )}
        {replaces && (
          <span className="text-muted">takes the place of the line of the same model and day</span>
        )}
      </div>
    </form>
  );
}
