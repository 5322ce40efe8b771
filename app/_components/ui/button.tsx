import { LoaderCircle } from "lucide-react";
import type { ButtonHTMLAttributes, Ref } from "react";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "sm" | "md";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Work is under way: the button shows it and takes no second press. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "border-accent bg-accent text-on-accent hover:bg-accent-hover",
  secondary: "border-line-strong bg-paper text-ink hover:bg-sunken",
  ghost: "border-transparent bg-transparent text-ink hover:bg-sunken",
  danger: "border-bad bg-paper text-bad hover:bg-bad-soft",
};

const SIZES: Record<ButtonSize, string> = { sm: "h-7 px-2 text-small", md: "h-8 px-3 text-base" };

/** Classes of a button, for a link that has to look like one. */
export function buttonClass(variant: ButtonVariant = "secondary", size: ButtonSize = "md"): string {
  return `inline-flex shrink-0 items-center justify-center gap-1.5 rounded border font-medium whitespace-nowrap disabled:opacity-60 disabled:pointer-events-none ${VARIANTS[variant]} ${SIZES[size]}`;
}

/** A button; `type` is "button" unless a form asks for "submit". */
export function Button({
  variant = "secondary",
  size = "md",
  busy = false,
  className = "",
  type = "button",
  disabled,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      aria-busy={busy || undefined}
      disabled={disabled || busy}
      // The sign of work takes the place of the button's own, so that its width stays.
      className={`${buttonClass(variant, size)} ${busy ? "[&>svg:not(:first-child)]:hidden" : ""} ${className}`}
      {...rest}
    >
      {busy && <LoaderCircle aria-hidden className="size-3.5 animate-spin" />}
      {children}
    </button>
  );
}
