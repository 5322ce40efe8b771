import { promptVariables } from "@/lib/engine/drafting";

/** Why a candidate prompt may not be tried. */
export interface CandidateProblem {
  code: "missing_variable" | "unknown_variable" | "empty" | "unchanged" | "duplicate" | "too_long" | "leak";
  message: string;
}

/** A run of this many words in common is copying rather than coincidence. */
const LEAK_RUN_WORDS = 8;

const addressPattern = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/**
 * What speaks against trying a candidate prompt. Empty when nothing does.
 *
 * Words and addresses that the baseline already holds are its owner's, hence no leak.
 *
 * @param baseline The prompt that was rewritten.
 * @param candidate The rewrite.
 * @param earlier Candidates that came before it in the run.
 * @param maxWords Longest prompt allowed, in words.
 * @param trainingTexts Emails, replies and feedback the rewriter was shown.
 * @returns Every problem, in a fixed order; texts are compared without regard to case and spacing.
 * @throws {RangeError} if `maxWords` is not a positive number.
 * @example
 * candidateProblems({ baseline: "Reply for {{company}}.", candidate: "Reply.", earlier: [], maxWords: 100 });
 * // => [{ code: "missing_variable", message: "The variable {{company}} is missing." }]
 */
export function candidateProblems({
  baseline,
  candidate,
  earlier,
  maxWords,
  trainingTexts = [],
}: {
  baseline: string;
  candidate: string;
  earlier: readonly string[];
  maxWords: number;
  trainingTexts?: readonly string[];
}): CandidateProblem[] {
  if (!(maxWords > 0)) throw new RangeError(`maxWords must be positive, got ${maxWords}`);
  if (candidate.trim() === "") return [{ code: "empty", message: "The prompt is empty." }];

  const problems: CandidateProblem[] = [];
  const expected = promptVariables(baseline);
  const actual = promptVariables(candidate);
  for (const name of expected.filter((variable) => !actual.includes(variable))) {
    problems.push({ code: "missing_variable", message: `The variable {{${name}}} is missing.` });
  }
  for (const name of actual.filter((variable) => !expected.includes(variable))) {
    problems.push({ code: "unknown_variable", message: `The variable {{${name}}} is unknown.` });
  }

  const text = normalised(candidate);
  if (text === normalised(baseline)) {
    problems.push({ code: "unchanged", message: "The prompt is the one it was meant to improve." });
  }
  const twin = earlier.findIndex((other) => normalised(other) === text);
  if (twin >= 0) {
    problems.push({ code: "duplicate", message: `The prompt equals candidate ${twin + 1} of this run.` });
  }

  const words = candidate.trim().split(/\s+/).length;
  if (words > maxWords) {
    problems.push({
      code: "too_long",
      message: `The prompt has ${words} words; at most ${maxWords} are allowed.`,
    });
  }
  return [...problems, ...leaks(baseline, candidate, trainingTexts)];
}

function normalised(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ").trim();
}

function leaks(baseline: string, candidate: string, trainingTexts: readonly string[]): CandidateProblem[] {
  const problems: CandidateProblem[] = [];
  const run = copiedRun(baseline, candidate, trainingTexts);
  if (run !== null)
    problems.push({ code: "leak", message: `Copied from an email, a reply or feedback: "${run}".` });

  const known = new Set(addresses(baseline));
  const seen = new Set(trainingTexts.flatMap(addresses));
  for (const address of new Set(addresses(candidate))) {
    if (seen.has(address) && !known.has(address)) {
      problems.push({ code: "leak", message: `Copied address: ${address}.` });
    }
  }
  return problems;
}

/** The longest first run of copied words, or null. */
function copiedRun(baseline: string, candidate: string, trainingTexts: readonly string[]): string | null {
  const words = wordsOf(candidate);
  if (words.length < LEAK_RUN_WORDS) return null;
  const owned = new Set(runs(wordsOf(baseline)));
  const training = new Set(trainingTexts.flatMap((text) => runs(wordsOf(text))));
  const copied = runs(words).map((run) => training.has(run) && !owned.has(run));
  const start = copied.indexOf(true);
  if (start < 0) return null;
  let end = start;
  while (copied[end + 1]) end++;
  return words.slice(start, end + LEAK_RUN_WORDS).join(" ");
}

function runs(words: readonly string[]): string[] {
  const count = Math.max(0, words.length - LEAK_RUN_WORDS + 1);
  return Array.from({ length: count }, (_, start) => words.slice(start, start + LEAK_RUN_WORDS).join(" "));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) ?? [];
}

function addresses(text: string): string[] {
  return (text.match(addressPattern) ?? []).map((address) => address.toLowerCase());
}
