"use client";

import Link from "next/link";
import { type FormEvent, useState } from "react";
import { ModelChoiceFields } from "@/app/_components/models/model-choice-fields";
import { Button } from "@/app/_components/ui/button";
import { ErrorState, LoadingState } from "@/app/_components/ui/states";
import { useChangeLab } from "@/app/_hooks/labs";
import { useLlmStatus } from "@/app/_hooks/llm-status";
import type { Lab } from "@/lib/contracts/labs";
import type { LabModels } from "@/lib/contracts/models";
import { fieldErrors } from "./field-errors";

/** What the last save did, and what it took the place of; null after an undo. */
interface Saved {
  said: string;
  before: LabModels | null;
}

/** Which models the lab drafts and rewrites with; a run under way keeps those it began with. */
export function ModelsForm({ lab }: { lab: Lab }) {
  const status = useLlmStatus();
  const save = useChangeLab(lab.id);
  const [typed, setTyped] = useState<Partial<LabModels>>({});
  const [saved, setSaved] = useState<Saved | null>(null);
  const stored = lab.settings.models;
  const models = { ...stored, ...typed };
  const errors = fieldErrors(save.error);
  const type = (change: Partial<LabModels>) => {
    setTyped({ ...typed, ...change });
    setSaved(null);
  };
  const put = (change: Partial<LabModels>, done: Saved) =>
    save.mutate(
      { models: change },
      {
        onSuccess: () => {
          setTyped({});
          setSaved(done);
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put(trimmed(typed), { said: "Models: saved. Runs under way keep theirs.", before: stored });
  };
  const undo = (before: LabModels) => put(before, { said: "Models: as they were before.", before: null });
  return (
    <section aria-labelledby="lab-models" className="border-b pb-6 last:border-b-0">
      <h2 id="lab-models" className="font-semibold">
        Models
      </h2>
      <p className="mb-3 text-muted">
        Which model writes the drafts, and which rewrites the prompt. Providers and their tests are on the
        page{" "}
        <Link href="/models" className="text-accent underline">
          Models
        </Link>
        .
      </p>
      {status.data ? (
        <form onSubmit={submit} className="flex flex-col items-start gap-4">
          <ModelChoiceFields
            label="Drafting"
            none={`As the server is set up (${status.data.model})`}
            lost="No draft can be written until it is set up again or another is chosen."
            providers={status.data.providers}
            choice={models.drafting}
            error={errors["models.drafting.model"]}
            onChange={(drafting) => type({ drafting })}
          />
          <ModelChoiceFields
            label="Rewriting"
            none="Same as for drafting"
            lost="No run can start until it is set up again or another is chosen."
            providers={status.data.providers}
            choice={models.rewriting}
            error={errors["models.rewriting.model"]}
            onChange={(rewriting) => type({ rewriting })}
          />
          {save.isError && Object.keys(errors).length === 0 && <ErrorState error={save.error} />}
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" busy={save.isPending} disabled={Object.keys(typed).length === 0}>
              Save<span className="sr-only"> models</span>
            </Button>
            <p role="status" className="flex flex-wrap items-center gap-2">
              {saved?.said}
              {saved?.before && (
                <Button size="sm" busy={save.isPending} onClick={() => saved.before && undo(saved.before)}>
                  Undo<span className="sr-only"> the change of models</span>
                </Button>
              )}
            </p>
          </div>
        </form>
      ) : status.isError ? (
        <ErrorState error={status.error} onRetry={() => void status.refetch()} />
      ) : (
        <LoadingState label="Asking which providers there are" />
      )}
    </section>
  );
}

/** A model is looked up by its name, which has no space around it. */
function trimmed(models: Partial<LabModels>): Partial<LabModels> {
  return Object.fromEntries(
    Object.entries(models).map(([use, choice]) => [use, choice && { ...choice, model: choice.model.trim() }]),
  );
}
