"use client";

import { Upload } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Dialog } from "@/app/_components/ui/dialog";
import { describeError } from "@/app/_hooks/api-client";
import { type FileImport, useImportEmails } from "@/app/_hooks/emails";
import { counted, sumImports } from "./words";

/** Takes .eml and .mbox files and tells what became of each message. */
export function ImportButton({ labId }: { labId: string | null }) {
  const input = useRef<HTMLInputElement>(null);
  const [results, setResults] = useState<FileImport[] | null>(null);
  const importing = useImportEmails(labId);

  const take = (list: FileList | null) => {
    const files = [...(list ?? [])];
    if (files.length > 0) importing.mutate(files, { onSuccess: setResults });
  };

  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Email files"
        accept=".eml,.mbox,message/rfc822,application/mbox"
        onChange={(event) => {
          take(event.target.files);
          // The same file can be chosen again after it was put right.
          event.target.value = "";
        }}
      />
      <Button
        size="sm"
        busy={importing.isPending}
        disabled={labId === null}
        onClick={() => input.current?.click()}
      >
        <Upload aria-hidden className="size-3.5" />
        Import
      </Button>
      <Dialog
        open={results !== null}
        onOpenChange={(open) => !open && setResults(null)}
        title="Import finished"
        footer={<Button onClick={() => setResults(null)}>Done</Button>}
      >
        {results && <ImportSummary results={results} />}
      </Dialog>
    </>
  );
}

function ImportSummary({ results }: { results: readonly FileImport[] }) {
  const sum = sumImports(results.flatMap(({ report }) => report ?? []));
  const problems = results.flatMap(({ name, report, error }) =>
    report
      ? report.rejected.map(({ index, reason }) => ({
          key: `${name} ${index}`,
          where: `${name}, message ${index + 1}`,
          reason,
        }))
      : [{ key: name, where: name, reason: fileProblem(error) }],
  );
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 tabular-nums">
        <dt className="text-muted">Imported</dt>
        <dd>{counted(sum.imported, "email")}</dd>
        <dt className="text-muted">Already here</dt>
        <dd>{counted(sum.duplicates, "duplicate")}</dd>
        <dt className="text-muted">Rejected</dt>
        <dd>{problems.length}</dd>
      </dl>
      {problems.length > 0 && (
        <ul aria-label="Rejected" className="flex flex-col gap-2">
          {problems.map(({ key, where, reason }) => (
            <li key={key} className="border-t pt-2">
              <p className="font-medium">{where}</p>
              <p className="text-muted">{reason}</p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function fileProblem(error: unknown): string {
  const { title, detail } = describeError(error);
  return detail === "" ? title : `${title}. ${detail}`;
}
