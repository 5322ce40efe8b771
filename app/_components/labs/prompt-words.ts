import type { PromptVersion } from "@/lib/contracts/prompts";

const origins: Record<PromptVersion["origin"]["kind"], string> = {
  initial: "initial",
  written: "written by a person",
  rewritten: "found by a run",
};

/** Where a version came from, in words. */
export const originOfPrompt = ({ origin }: Pick<PromptVersion, "origin">): string => origins[origin.kind];

/** What people did with a version's drafts: `12 accepted, 3 edited, 4 rejected, 1 skipped`. */
export function decisionWords({ accept, edit, reject, skip }: PromptVersion["decisions"]): string {
  if (accept + edit + reject + skip === 0) return "no decisions";
  return `${accept} accepted, ${edit} edited, ${reject} rejected, ${skip} skipped`;
}

/**
 * The version that another is compared with: the one chosen if it exists, else its parent.
 *
 * @returns Null where there is nothing to compare with.
 */
export function comparedWith(
  versions: readonly PromptVersion[],
  selected: PromptVersion,
  chosen: number | null,
): PromptVersion | null {
  const wanted = chosen ?? selected.parentVersion;
  return versions.find(({ version }) => version === wanted && version !== selected.version) ?? null;
}
