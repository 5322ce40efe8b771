"use client";

import { useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { type BodyPart, foldLong, splitQuoted } from "./body-parts";
import { counted } from "./words";

/** An email as plain text: quotations and the rest of very long mails stay folded until asked for. */
export function EmailBody({ body }: { body: string }) {
  const parts = splitQuoted(body);
  if (parts.length === 0) return <p className="text-muted">This email has no text.</p>;
  return (
    <div className="flex max-w-[80ch] flex-col items-start gap-3">
      {parts.map((part, index) =>
        part.kind === "quoted" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one body never change places
          <Quoted key={index} part={part} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one body never change places
          <Own key={index} text={part.text} />
        ),
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
        <Button size="sm" variant="ghost" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? "Show less" : `Show the rest (${counted(folded.length, "character")})`}
        </Button>
      )}
    </>
  );
}

function Quoted({ part }: { part: BodyPart }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="ghost" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "Hide quoted text" : `Show quoted text (${counted(part.lines, "line")})`}
      </Button>
      {open && <p className="border-l-2 pl-3 whitespace-pre-wrap text-muted">{part.text}</p>}
    </>
  );
}
