import type { Feedback } from "@/lib/contracts/feedback";

/**
 * What people said when they rejected drafts, most frequent first, the latest first among equals.
 *
 * Reasons that differ in case, blanks or closing punctuation only are one; the latest wording is shown.
 *
 * @param feedback Decisions, newest first. Those taken back or replaced do not count.
 * @param most Number of reasons wanted.
 */
export function earlierReasons(
  feedback: readonly Pick<Feedback, "action" | "reason" | "state">[],
  most: number,
): string[] {
  const found = new Map<string, { wording: string; count: number }>();
  for (const { action, reason, state } of feedback) {
    const wording = reason?.trim() ?? "";
    if (action !== "reject" || state !== "current" || wording === "") continue;
    const key = wording
      .toLowerCase()
      .replace(/\s+/g, " ")
      .replace(/[.!?\s]+$/, "");
    const seen = found.get(key);
    if (seen) seen.count += 1;
    else found.set(key, { wording, count: 1 });
  }
  // The sort keeps the order of arrival among equals.
  return [...found.values()]
    .sort((a, b) => b.count - a.count)
    .slice(0, most)
    .map(({ wording }) => wording);
}
