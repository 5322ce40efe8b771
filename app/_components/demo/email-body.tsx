"use client";

import { useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { type BodyPart, foldLong, partsShown, splitQuoted } from "./body-parts";
import { counted } from "./words";

/** An email as plain text: quotations and the rest of very long mails stay folded until asked for. */
export function EmailBody({ body }: { body: string }) {
  const [all, setAll] = useState(false);
  const parts = splitQuoted(body);
  const shown = partsShown(parts);
  const hidden = parts.slice(shown).reduce((sum, part) => sum + part.lines, 0);
  if (parts.length === 0) return <p className="text-muted">This email has no text.</p>;
  return (
    <div className="flex max-w-[80ch] flex-col items-start gap-2">
      {(all ? parts : parts.slice(0, shown)).map((part, index) =>
        part.kind === "text" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one body never change places
          <Own key={index} text={part.text} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one body never change places
          <Aside key={index} part={part} />
        ),
      )}
      {shown < parts.length && (
        <Button size="sm" variant="ghost" className="-ml-2" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show less" : `Show the rest of the email (${counted(hidden, "line")})`}
        </Button>
      )}
    </div>
  );
}

function Own({ text }: { text: string }) {
  const [whole, setWhole] = useState(false);
  const { shown, folded } = foldLong(text);
  return (
    <>
      <p className="whitespace-pre-wrap">{whole ? text : shown}</p>
      {folded !== "" && (
        <Button
          size="sm"
          variant="ghost"
          className="-ml-2"
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
        >
          {whole ? "Show less" : `Show the rest (${counted(folded.split("\n").length, "line")})`}
        </Button>
      )}
    </>
  );
}

function Aside({ part }: { part: BodyPart }) {
  const [open, setOpen] = useState(false);
  const what = part.kind === "quoted" ? "quoted text" : "signature";
  return (
    <>
      <Button size="sm" variant="ghost" className="-ml-2" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? `Hide ${what}` : `Show ${what} (${counted(part.lines, "line")})`}
      </Button>
      {open && <p className="border-l-2 pl-3 whitespace-pre-wrap text-muted">{part.text}</p>}
    </>
  );
}
