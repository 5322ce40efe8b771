import type { ReactNode } from "react";

export type Tone = "neutral" | "accent" | "good" | "caution" | "bad" | "running";

const TONES: Record<Tone, string> = {
  neutral: "bg-sunken text-muted",
  accent: "bg-accent-soft text-accent",
  good: "bg-good-soft text-good",
  caution: "bg-caution-soft text-caution",
  bad: "bg-bad-soft text-bad",
  running: "bg-running-soft text-running",
};

/** A state in one or two words; the word, not the colour, carries the meaning. */
export function Badge({
  tone = "neutral",
  icon,
  children,
}: {
  tone?: Tone;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span
      className={`inline-flex max-w-full items-center gap-1 rounded px-1.5 py-0.5 text-small font-medium [&>svg]:size-3 [&>svg]:shrink-0 ${TONES[tone]}`}
    >
      {icon}
      <span className="min-w-0">{children}</span>
    </span>
  );
}
