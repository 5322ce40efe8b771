import { promptVariables } from "@/lib/engine/drafting";
import { foldCase, foldText, withoutEnd } from "@/lib/engine/rewriting/folded-text";
import { type LeakCode, leaks } from "@/lib/engine/rewriting/leaks";
import type { TrainingIndex } from "@/lib/engine/rewriting/training-index";
import { countWords } from "@/lib/engine/text/tokens";

export type CandidateProblemCode =
  | "empty"
  | "missing_variable"
  | "unknown_variable"
  | "missing_clause"
  | "unchanged"
  | "duplicate"
  | "too_long"
  | LeakCode;

/** Why a candidate prompt may not be tried. */
export interface CandidateProblem {
  code: CandidateProblemCode;
  /** A sentence that names what it is about. */
  message: string;
}

interface CandidateCheck {
  /** The prompt that was rewritten. */
  baseline: string;
  /** The rewrite. */
  candidate: string;
  /** Candidates that came before it in the run. */
  earlier: readonly string[];
  /** Longest prompt allowed, in words as `countWords` counts them. */
  maxWords: number;
  /** Clauses that the owner wants kept, compared after NFKC and white space, with case. */
  frozenClauses?: readonly string[];
  /** Values of the prompt's variables: the owner's words as much as the baseline's. */
  variableValues?: readonly string[];
  /** What the rewriter was shown; without it nothing can leak. */
  training?: TrainingIndex;
}

/**
 * What speaks against trying a candidate prompt. Empty when nothing does.
 *
 * What the owner wrote (baseline, frozen clauses, values of variables) is no leak.
 *
 * @returns Every problem, in a fixed order: variables, clauses, sameness, length, leaks.
 * @throws {RangeError} if `maxWords` is not a positive number, or a frozen clause is blank.
 * @example
 * candidateProblems({ baseline: "Reply for {{company}}.", candidate: "Reply.", earlier: [], maxWords: 100 });
 * // => [{ code: "missing_variable", message: "The variable {{company}} is missing." }]
 */
export function candidateProblems({
  baseline,
  candidate,
  earlier,
  maxWords,
  frozenClauses = [],
  variableValues = [],
  training,
}: CandidateCheck): CandidateProblem[] {
  if (!(maxWords > 0)) throw new RangeError(`maxWords must be positive, got ${maxWords}`);
  const clauses = frozenClauses.map(spaced);
  if (clauses.includes("")) throw new RangeError("frozenClauses must not hold a blank clause");
  if (countWords(candidate) === 0) return [{ code: "empty", message: "The prompt has no words." }];

  const owned = [baseline, ...frozenClauses, ...variableValues];
  return [
    ...variableProblems(baseline, candidate),
    ...clauses.filter((clause) => !holdsClause(spaced(candidate), clause)).map(missingClause),
    ...repetitionProblems(baseline, candidate, earlier),
    ...lengthProblems(candidate, maxWords),
    ...(training === undefined ? [] : leaks(candidate, owned, training)),
  ];
}

function variableProblems(baseline: string, candidate: string): CandidateProblem[] {
  const expected = promptVariables(baseline);
  const actual = promptVariables(candidate);
  const known = new Set(bracedTexts(baseline));
  const broken = bracedTexts(candidate).filter(
    (text) => !known.has(text) && promptVariables(text).length === 0,
  );
  return [
    ...expected
      .filter((name) => !actual.includes(name))
      .map((name) => ({
        code: "missing_variable" as const,
        message: `The variable {{${name}}} is missing.`,
      })),
    ...actual
      .filter((name) => !expected.includes(name))
      .map((name) => ({
        code: "unknown_variable" as const,
        message: `The variable {{${name}}} is unknown.`,
      })),
    ...[...new Set(broken)].map((text) => ({
      code: "unknown_variable" as const,
      message: `"${text}" is no variable and would reach the model as it stands.`,
    })),
  ];
}

/** Everything that looks as if it were to be filled in, closed or not. */
function bracedTexts(text: string): string[] {
  return text.match(/\{\{[^{}\n]{0,60}\}{0,2}/g) ?? [];
}

function spaced(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, " ").trim();
}

const missingClause = (clause: string): CandidateProblem => ({
  code: "missing_clause",
  message: `The frozen clause "${clause}" is missing.`,
});

/** Word by word: "no refund" is not kept by "no refunds". */
function holdsClause(text: string, clause: string): boolean {
  const isInner = (a: string, b: string) => /[\p{L}\p{N}]/u.test(a) && /[\p{L}\p{N}]/u.test(b);
  for (let at = text.indexOf(clause); at >= 0; at = text.indexOf(clause, at + 1)) {
    const end = at + clause.length;
    const cutsBefore = isInner(text.charAt(at - 1), clause.charAt(0));
    const cutsAfter = isInner(clause.charAt(clause.length - 1), text.charAt(end));
    if (!cutsBefore && !cutsAfter) return true;
  }
  return false;
}

/**
 * A prompt as repeats are recognised: compatibility forms, invisible characters, case, white space and
 * the punctuation at the ends of lines do not count.
 *
 * @example
 * comparablePrompt("Reply briefly.\n  Be kind!"); // => "reply briefly be kind"
 */
export function comparablePrompt(prompt: string): string {
  return foldCase(foldText(prompt))
    .split(/\r\n|\r|\n/)
    .map((line) => withoutEnd(line.trim(), ".,;:!?。、 "))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}

function repetitionProblems(
  baseline: string,
  candidate: string,
  earlier: readonly string[],
): CandidateProblem[] {
  const text = comparablePrompt(candidate);
  const problems: CandidateProblem[] = [];
  if (text === comparablePrompt(baseline)) {
    problems.push({ code: "unchanged", message: "The prompt is the one it was meant to improve." });
  }
  const twin = earlier.findIndex((other) => comparablePrompt(other) === text);
  if (twin >= 0) {
    problems.push({ code: "duplicate", message: `The prompt equals candidate ${twin + 1} of this run.` });
  }
  return problems;
}

function lengthProblems(candidate: string, maxWords: number): CandidateProblem[] {
  const count = countWords(candidate);
  if (count <= maxWords) return [];
  return [{ code: "too_long", message: `The prompt has ${count} words; at most ${maxWords} are allowed.` }];
}
