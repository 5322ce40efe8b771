"use client";

import { type ChangeEvent, type FormEvent, useMemo, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/app/_components/ui/button";
import { Field, TextArea } from "@/app/_components/ui/field";
import { formatNumber } from "@/app/_components/ui/number";
import { ErrorState } from "@/app/_components/ui/states";
import { useAddCases } from "@/app/_hooks/datasets";
import type { AddCasesProps } from "./case-form";
import { CASES_MOST, type ParsedLines, parseCaseLines } from "./case-lines";

const EXAMPLE = '{"input": {"sender": "…", "subject": "…", "body": "…"}, "expected_output": "…"}';
/** Errors listed at most; a file of the wrong kind has one on every line. */
const ERRORS_SHOWN = 10;

/** Adds many cases from JSON lines, pasted or from a file. Only a text without a broken line is sent. */
export function CaseLinesForm({ labId, datasetId, onAdded }: AddCasesProps) {
  const add = useAddCases(labId);
  const [text, setText] = useState("");
  const [idempotencyKey, setIdempotencyKey] = useState(() => crypto.randomUUID());
  const parsed = useMemo(() => parseCaseLines(text), [text]);
  const ready = parsed.cases.length > 0 && parsed.cases.length <= CASES_MOST && parsed.errors.length === 0;

  const change = (value: string) => {
    setText(value);
    // Other lines are another request.
    setIdempotencyKey(crypto.randomUUID());
    add.reset();
  };
  const read = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    if (file) change(await file.text());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { cases } = parsed;
    add.mutate(
      { datasetId, cases, idempotencyKey },
      {
        onSuccess: () => {
          toast.success(
            `${formatNumber(cases.length)} ${cases.length === 1 ? "case was" : "cases were"} added.`,
          );
          onAdded();
        },
      },
    );
  };

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <label className="flex flex-col items-start gap-1">
        <span className="font-medium">File (.jsonl)</span>
        <input type="file" accept=".jsonl,.ndjson,.json,.txt" onChange={(event) => void read(event)} />
      </label>
      <Field label="Lines" hint={`One object a line: ${EXAMPLE}`}>
        <TextArea
          className="min-h-40 font-mono"
          value={text}
          spellCheck={false}
          onChange={({ target }) => change(target.value)}
        />
      </Field>
      <LinesReport parsed={parsed} />
      {add.isError && <ErrorState error={add.error} />}
      <div className="flex justify-end">
        <Button variant="primary" type="submit" busy={add.isPending} disabled={!ready}>
          Add {parsed.cases.length > 0 ? formatNumber(parsed.cases.length) : ""} cases
        </Button>
      </div>
    </form>
  );
}

function LinesReport({ parsed: { cases, errors } }: { parsed: ParsedLines }) {
  if (cases.length === 0 && errors.length === 0) return null;
  return (
    <div>
      <p>
        {formatNumber(cases.length)} can be read
        {errors.length > 0 && (
          <span className="text-bad">, {formatNumber(errors.length)} cannot; correct or remove them</span>
        )}
        .
      </p>
      {cases.length > CASES_MOST && (
        <p className="text-bad">At most {formatNumber(CASES_MOST)} can be added at a time; split the file.</p>
      )}
      <ul aria-label="Lines that cannot be read" className="text-bad">
        {errors.slice(0, ERRORS_SHOWN).map(({ line, message }) => (
          <li key={line}>
            Line {line}: {message}
          </li>
        ))}
        {errors.length > ERRORS_SHOWN && <li>and {formatNumber(errors.length - ERRORS_SHOWN)} more</li>}
      </ul>
    </div>
  );
}
