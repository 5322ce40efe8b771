"use client";

import { useId } from "react";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { useListedModels } from "@/app/_hooks/models";
import type { ConfiguredProvider, ModelChoice } from "@/lib/contracts/models";
import { PROVIDER_NAMES } from "./provider-words";

/** A provider and one of its models, or none. */
export function ModelChoiceFields({
  label,
  none,
  lost,
  providers,
  choice,
  error,
  onChange,
}: {
  /** What the model is for. */
  label: string;
  /** Words for no choice. */
  none: string;
  /** What follows from a provider that is not set up any more. */
  lost: string;
  providers: readonly ConfiguredProvider[];
  choice: ModelChoice | null;
  error: string | undefined;
  onChange: (choice: ModelChoice | null) => void;
}) {
  const entry = providers.find(({ provider }) => provider === choice?.provider);
  // A provider that was taken out of the environment stays visible until another is chosen.
  const gone = choice !== null && entry === undefined ? choice.provider : null;
  const choose = (name: string) => {
    const chosen = providers.find(({ provider }) => provider === name);
    onChange(chosen ? { provider: chosen.provider, model: chosen.model } : null);
  };
  return (
    <div className="flex w-full flex-wrap items-start gap-3">
      <div className="w-full max-w-72">
        <Field
          label={`${label}: provider`}
          error={gone && `${PROVIDER_NAMES[gone]} is not set up on this server any more. ${lost}`}
        >
          <Select value={choice?.provider ?? ""} onChange={({ target }) => choose(target.value)}>
            <option value="">{none}</option>
            {gone && <option value={gone}>{PROVIDER_NAMES[gone]} (not set up)</option>}
            {providers.map(({ provider }) => (
              <option key={provider} value={provider}>
                {PROVIDER_NAMES[provider]}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {choice && (
        <div className="w-full max-w-72">
          <Field label={`${label}: model`} error={error}>
            <ModelNameInput
              provider={choice.provider}
              entry={entry}
              value={choice.model}
              disabled={gone !== null}
              onChange={(model) => onChange({ ...choice, model })}
            />
          </Field>
        </div>
      )}
    </div>
  );
}

/**
 * The name of a model: typed, with those that the provider is known to have as suggestions; picked where
 * they are all there are, as on the simulator.
 */
export function ModelNameInput({
  provider,
  entry,
  value,
  disabled = false,
  onChange,
}: {
  provider: ModelChoice["provider"];
  /** Undefined for a provider that is not set up. */
  entry: ConfiguredProvider | undefined;
  value: string;
  disabled?: boolean;
  onChange: (model: string) => void;
}) {
  const listId = useId();
  const listed = useListedModels(provider);
  if (entry?.simulated) {
    const names = [...new Set([entry.model, ...listed, value])];
    return (
      <Select value={value} onChange={({ target }) => onChange(target.value)}>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </Select>
    );
  }
  return (
    <>
      <TextInput
        required
        maxLength={200}
        disabled={disabled}
        list={listed.length > 0 ? listId : undefined}
        spellCheck={false}
        autoComplete="off"
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      <datalist id={listId}>
        {listed.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
