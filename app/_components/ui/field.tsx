"use client";

import {
  createContext,
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useContext,
  useId,
} from "react";

interface FieldLinks {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
}

const Links = createContext<FieldLinks | null>(null);

/** A label with its control (`TextInput`, `TextArea` or `Select` inside), a hint and an error, all linked. */
export function Field({
  label,
  hint,
  error,
  children,
}: {
  label: string;
  hint?: ReactNode;
  error?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter((part) => part !== "");
  return (
    <Links value={{ id, describedBy: described.join(" ") || undefined, invalid: Boolean(error) }}>
      <div className="flex min-w-0 flex-col gap-1">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {children}
        {hint && (
          <p id={`${id}-hint`} className="text-small text-muted">
            {hint}
          </p>
        )}
        {error && (
          <p id={`${id}-error`} role="alert" className="text-small text-bad">
            {error}
          </p>
        )}
      </div>
    </Links>
  );
}

const CONTROL =
  "w-full min-w-0 rounded border border-line-strong bg-paper text-ink placeholder:text-muted disabled:opacity-60 aria-invalid:border-bad";

// A control that is not inside a Field keeps the id and description it was given.
function useLinks() {
  const links = useContext(Links);
  if (links === null) return {};
  return { id: links.id, "aria-describedby": links.describedBy, "aria-invalid": links.invalid || undefined };
}

export function TextInput({
  className = "",
  ...rest
}: InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) {
  return <input {...useLinks()} className={`${CONTROL} h-8 px-2 ${className}`} {...rest} />;
}

export function TextArea({
  className = "",
  ...rest
}: TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }) {
  return <textarea {...useLinks()} className={`${CONTROL} px-2 py-1.5 ${className}`} {...rest} />;
}

export function Select({
  className = "",
  ...rest
}: SelectHTMLAttributes<HTMLSelectElement> & { ref?: Ref<HTMLSelectElement> }) {
  return <select {...useLinks()} className={`${CONTROL} h-8 px-2 ${className}`} {...rest} />;
}
