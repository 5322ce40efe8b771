"use client";

import { Button } from "@/app/_components/ui/button";
import { Field, TextArea } from "@/app/_components/ui/field";
import { REPLY_MOST } from "@/lib/contracts/feedback";
import { LiveDiff } from "./live-diff";

// Stable, so that React calls it once and later renders leave the focus where it is.
function focusOnMount(node: HTMLTextAreaElement | null): void {
  node?.focus();
}

/** Turns a draft into the person's own reply, with the difference in words below. */
export function DraftEditor({
  draft,
  value,
  busy,
  onChange,
  onSave,
  onCancel,
}: {
  draft: string;
  value: string;
  busy: boolean;
  onChange: (value: string) => void;
  onSave: () => void;
  onCancel: () => void;
}) {
  const unchanged = value === draft;
  const empty = value.trim() === "";
  const hint = empty
    ? "Write a reply, or reject the draft."
    : unchanged
      ? "Nothing is changed yet. To keep the draft as it is, accept it."
      : undefined;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <Field label="Your reply" hint={hint}>
        <TextArea
          ref={focusOnMount}
          rows={Math.min(24, Math.max(8, value.split("\n").length + 2))}
          maxLength={REPLY_MOST}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") onCancel();
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
              event.currentTarget.form?.requestSubmit();
          }}
        />
      </Field>
      {!unchanged && (
        <div>
          <h4 className="mb-1 text-small font-medium text-muted">What you changed</h4>
          <LiveDiff before={draft} after={value} />
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={busy} disabled={unchanged || empty}>
          Save edit
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
