"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/app/_components/ui/button";
import { Field, TextInput } from "@/app/_components/ui/field";

/** Asks what was wrong with a draft; the chips hold what people said before. */
export function RejectForm({
  value,
  suggestions,
  busy,
  onChange,
  onSend,
  onCancel,
}: {
  value: string;
  suggestions: readonly string[];
  busy: boolean;
  onChange: (value: string) => void;
  onSend: () => void;
  onCancel: () => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  // The form opens because the person asked for it, by a key or a press.
  useEffect(() => input.current?.focus(), []);

  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      <Field label="What went wrong?">
        <TextInput
          ref={input}
          maxLength={2000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && onCancel()}
        />
      </Field>
      {suggestions.length > 0 && (
        <ul aria-label="Reasons given before" className="flex flex-wrap gap-1">
          {suggestions.map((suggestion) => (
            <li key={suggestion} className="max-w-full">
              <Button
                size="sm"
                className="max-w-full"
                onClick={() => {
                  onChange(suggestion);
                  input.current?.focus();
                }}
              >
                <span className="truncate">{suggestion}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={busy} disabled={value.trim() === ""}>
          Send feedback
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
