import { formatNumber, formatPercent } from "@/app/_components/ui/number";
import type { Action, TriggerCheck } from "@/lib/contracts/feedback";
import type { RewardComponents } from "@/lib/contracts/reward";

/** Draft A, B, C, … by its position from 0. */
export function draftLetter(position: number): string {
  return String.fromCharCode(65 + position);
}

/** What a person did, in the past tense. */
export const ACTED: Record<Action, string> = {
  accept: "accepted",
  edit: "edited",
  reject: "rejected",
  skip: "skipped",
};

/** The parts of a reward by the names that people see. */
export const COMPONENTS: readonly { key: keyof RewardComponents; label: string }[] = [
  { key: "human", label: "Your verdict" },
  { key: "similarity", label: "Similarity" },
  { key: "tokenF1", label: "Token F1" },
  { key: "exactMatch", label: "Exact match" },
  { key: "perplexity", label: "Perplexity" },
  { key: "length", label: "Length" },
];

/**
 * A condition's value against its threshold, with units: "7 of 10", "42 % (min 30 %)", "8 h ago (min 6 h)".
 */
export function conditionText({
  name,
  value,
  threshold,
}: Pick<TriggerCheck["conditions"][number], "name" | "value" | "threshold">): string {
  switch (name) {
    case "min_feedback":
      return `${formatNumber(value ?? 0, 0)} of ${formatNumber(threshold, 0)}`;
    case "negative_ratio":
      return `${value === null ? "no votes yet" : formatPercent(value)} (min ${formatPercent(threshold)})`;
    case "time_since_last_run":
      return `${value === null ? "no run yet" : `${hoursText(value)} ago`} (${
        threshold === 0 ? "no wait" : `min ${formatNumber(threshold, 1)}\u00a0h`
      })`;
    case "runs_per_day":
      return threshold === 0
        ? `${formatNumber(value ?? 0, 0)} (no limit)`
        : `${formatNumber(value ?? 0, 0)} of${(value ?? 0) > threshold ? " at most" : ""} ${formatNumber(threshold, 0)}`;
  }
}

/** What the server adds to a condition, with its unit: the counts behind a share are decisions. */
export function detailText(
  { name }: Pick<TriggerCheck["conditions"][number], "name">,
  detail: string,
): string {
  return name === "negative_ratio" && /^\d+ of \d+$/.test(detail) ? `${detail} decisions` : detail;
}

// Under an hour, tenths of one say less than minutes.
function hoursText(hours: number): string {
  if (hours >= 1) return `${formatNumber(hours, 1)}\u00a0h`;
  const minutes = Math.floor(hours * 60);
  return minutes < 1 ? "under 1\u00a0min" : `${minutes}\u00a0min`;
}

/**
 * What a decision teaches: what later runs take from it.
 *
 * @param reason What the person said; null or empty where nothing was.
 */
export function learntText(action: Action, reason: string | null): string {
  switch (action) {
    case "accept":
      return "Counts in favour of the live prompt.";
    case "edit":
      return "Your reply is kept: runs learn from what you changed, and measure drafts against it once another version of the prompt is live.";
    case "reject":
      return reason ? `Noted for the next run: “${reason}”` : "Noted for the next run.";
    case "skip":
      return "Counts neither for nor against the prompt.";
  }
}

/** Several imports added up. */
export function sumImports(reports: readonly { imported: number; duplicates: number }[]): {
  imported: number;
  duplicates: number;
} {
  return reports.reduce(
    (sum, { imported, duplicates }) => ({
      imported: sum.imported + imported,
      duplicates: sum.duplicates + duplicates,
    }),
    { imported: 0, duplicates: 0 },
  );
}

/** "1 email", "2 emails". */
export function counted(count: number, noun: string): string {
  return `${formatNumber(count, 0)} ${noun}${count === 1 ? "" : "s"}`;
}
