import { foldCase, foldText, withoutEnd } from "@/lib/engine/rewriting/folded-text";
import { assertPatterns, overallMeanReward, type Pattern } from "@/lib/engine/rewriting/pattern-record";

/** One pattern, and the ids of those it stands for now. */
export interface MergedPattern {
  pattern: Pattern;
  /** In order; empty where nothing was joined. */
  mergedIds: string[];
}

const TRAILING_PUNCTUATION = " .!;:,…。";

/**
 * Instructions that say the same in the same words have one form: compatibility characters, case, blanks,
 * invisible characters, curly quotes and the punctuation at the end make no difference.
 *
 * @example
 * normalizeInstruction("  Name the DATE. ") === normalizeInstruction("name the date"); // => true
 */
export function normalizeInstruction(instruction: string): string {
  const folded = foldCase(foldText(instruction)).replace(/\s+/g, " ").trim();
  return withoutEnd(folded, TRAILING_PUNCTUATION);
}

const byId = (a: Pattern, b: Pattern): number => (a.id < b.id ? -1 : 1);

/**
 * Joins patterns whose instructions are the same after `normalizeInstruction`.
 *
 * The smallest id stays, with its wording. Evidence is united (an id that both have counts once), uses are
 * added, the mean reward is weighted by uses. Different situations are listed one per line, and their
 * common vector has to be made anew. A pattern that a person switched off stays off: a duplicate must not
 * bring it back.
 *
 * @param patterns In any order; not changed.
 * @returns One entry per instruction, by id.
 * @throws {RangeError} if an id is empty or occurs twice, or a pattern's numbers contradict each other.
 * @example
 * mergePatterns([]); // => []
 */
export function mergePatterns(patterns: readonly Pattern[]): MergedPattern[] {
  assertPatterns(patterns);
  const groups = new Map<string, [Pattern, ...Pattern[]]>();
  for (const pattern of [...patterns].sort(byId)) {
    const key = normalizeInstruction(pattern.instruction);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [pattern]);
    else group.push(pattern);
  }
  return [...groups.values()].map(join);
}

function join(group: readonly [Pattern, ...Pattern[]]): MergedPattern {
  const [kept, ...others] = group;
  if (others.length === 0) return { pattern: kept, mergedIds: [] };

  const situation = [...new Set(group.flatMap((pattern) => pattern.situation.split("\n")))].join("\n");
  return {
    pattern: {
      ...kept,
      situation,
      evidence: [...new Set(group.flatMap((pattern) => pattern.evidence))],
      meanReward: overallMeanReward(group),
      uses: group.reduce((sum, pattern) => sum + pattern.uses, 0),
      enabled: group.every((pattern) => pattern.enabled),
      embedding: situation === kept.situation ? kept.embedding : null,
    },
    mergedIds: others.map((pattern) => pattern.id),
  };
}
