import { formatChange, formatPercent } from "@/app/_components/ui/number";
import type { PromptChange } from "@/lib/contracts/prompts";
import type {
  Candidate,
  Decision,
  QuotedFailure,
  Run,
  RunStatus,
  RunStep,
  RunSummary,
} from "@/lib/contracts/runs";

/** Tones of `Badge` that a run's status can take; each comes with a word, colour never stands alone. */
type Tone = "neutral" | "good" | "caution" | "bad" | "running";

const statuses: Record<RunStatus, { label: string; tone: Tone }> = {
  queued: { label: "Waiting to start", tone: "neutral" },
  running: { label: "Running", tone: "running" },
  deployed: { label: "Deployed", tone: "good" },
  no_improvement: { label: "No improvement", tone: "neutral" },
  needs_data: { label: "Needs more data", tone: "caution" },
  needs_approval: { label: "Needs approval", tone: "caution" },
  failed: { label: "Failed", tone: "bad" },
  cancelled: { label: "Cancelled", tone: "neutral" },
};

/** Label and tone of a run's status; a deployed run names its version, one that is being ended says so. */
export function statusWords({
  status,
  resultVersion,
  resultLive,
  cancelRequested,
}: Pick<RunSummary, "status" | "resultVersion" | "resultLive" | "cancelRequested">) {
  const words = statuses[status];
  if (cancelRequested && (status === "queued" || status === "running")) {
    return { label: "Cancelling …", tone: "running" as const };
  }
  return status === "deployed" && resultVersion !== null
    ? resultLive
      ? { ...words, label: `Deployed v${resultVersion}` }
      : { label: `Deployed v${resultVersion}, not live now`, tone: "neutral" as const }
    : words;
}

/** Steps as one verb each, for lists and the log. */
export const STEP_LABELS: Record<RunStep, string> = {
  collecting: "Collect",
  proposing: "Propose",
  racing: "Race",
  validating: "Validate",
  deciding: "Decide",
  finished: "Finished",
};

/** Steps by what they work on, for the stepper. */
export const STEP_TITLES: Record<RunStep, string> = {
  collecting: "Collect feedback",
  proposing: "Propose prompts",
  racing: "Race them",
  validating: "Validate the best",
  deciding: "Decide",
  finished: "Finished",
};

/** What each step does, for the line under the stepper. */
export const STEP_SENTENCES: Record<RunStep, string> = {
  collecting: "Gathers the decisions and the emails that the new prompts will be tried on.",
  proposing: "Asks the model for new prompts, each answering what people objected to.",
  racing: "Tries the candidates on the development emails and drops the weaker half at each round.",
  validating: "Runs the survivor and the live prompt on held-out emails that neither has seen.",
  deciding: "Tests whether the gain could be chance.",
  finished: "Done.",
};

/** Who or what started a run. */
export function originWords(run: Pick<RunSummary, "origin" | "startedBy">): string {
  if (run.origin === "trigger") return "by trigger";
  return run.origin === "dataset" ? `on chosen datasets, by ${run.startedBy}` : `by ${run.startedBy}`;
}

/**
 * A signed gain with its unit: percent of the live prompt's mean, or points of the 0 to 100 scale where
 * that mean was 0 and a percentage has no meaning.
 */
export function formatGain(value: number, kind: Decision["improvementKind"]): string {
  const percent = formatChange(value);
  return kind === "absolute" ? percent.replace("%", "points") : percent;
}

/** `1 held-out email`, `24 held-out emails`. */
export const heldOutEmails = (count: number): string =>
  `${count} held-out ${count === 1 ? "email" : "emails"}`;

/** One sentence in the past tense on what a run did and why; null while it is under way. */
export function outcomeSentence(run: RunSummary): string | null {
  const { decision, baselineVersion, resultVersion } = run;
  const gain =
    decision?.improvement == null
      ? null
      : `${formatGain(decision.improvement, decision.improvementKind)} on ${heldOutEmails(decision.n)}`;
  switch (run.status) {
    case "queued":
    case "running":
      return null;
    case "deployed":
      return `Replaced v${baselineVersion} with v${resultVersion ?? "?"}${gain ? `: ${gain}` : ""}.`;
    case "no_improvement":
      return `Kept v${baselineVersion}: ${gain ? `the best candidate made ${gain}` : "no candidate was better"}.`;
    case "needs_data":
      return `Kept v${baselineVersion}: not enough data to decide${gain ? ` (${gain})` : ""}.`;
    case "needs_approval":
      return `Waits for a person: ${resultVersion === null ? "the new prompt" : `v${resultVersion}`} against v${baselineVersion}${gain ? `, ${gain}` : ""}.`;
    case "failed":
      return `Stopped by a fault; v${baselineVersion} stayed live.`;
    case "cancelled":
      return `Cancelled; v${baselineVersion} stayed live.`;
  }
}

/** How a candidate came about, in words: the strategy, and the instruction that the rewriter was given. */
const HOW: ReadonlyMap<string, string> = new Map(
  Object.entries({
    meta_prompt: "rewritten as a whole",
    reflection: "repaired after reflection on the feedback",
    "rewrite-plain": "clearer",
    "rewrite-short": "as short as possible",
    "rewrite-specific": "more specific",
    "rewrite-newcomer": "as for a new colleague",
    "reflect-causes": "cause by cause",
    "reflect-patterns": "by what complaints share",
    "reflect-contrast": "by how people edited",
    "reflect-trim": "adding, sharpening or deleting",
    patterns: "with patterns that worked",
    shortening: "shortened",
    merge: "merged from two candidates",
    "patterns-fitting": "those that fit",
    "patterns-strongest": "those with the most evidence",
    "patterns-woven": "woven in",
    "shorten-plain": "the same in fewer words",
    "shorten-merge": "without repetition",
    "shorten-half": "to half its length",
    "merge-best": "the best of both",
    "merge-differences": "difference by difference",
    "merge-insert": "the first with parts of the second",
  }),
);

/** The name of a strategy or instruction for people; one that is not known is shown as stored, without its dashes. */
export const readable = (name: string): string => HOW.get(name) ?? name.replaceAll(/[_-]+/g, " ");

/** Names of statistical tests as they are stored, in words; null where no test was made. */
export function testWords(test: string): string | null {
  if (test === "none") return null;
  if (test === "paired_t") return "paired t-test";
  return test === "sign_flip" ? "paired permutation test (sign flips)" : readable(test);
}

/** Confidence as percent; one that rounds to certainty is told as a bound, as no test is certain. */
export function confidenceWords(confidence: number | null): string {
  if (confidence === null) return "not measured";
  return confidence > 0.999 ? "over 99.9\u00a0%" : formatPercent(confidence, 1);
}

/**
 * The last step that did something. A run that has ended stands at "finished" whatever it skipped, so this
 * is read from what it left behind.
 */
export function stepReached(run: Pick<Run, "status" | "step" | "candidates">): RunStep {
  if (run.step !== "finished") return run.step;
  const some = (test: (candidate: Candidate) => boolean) => run.candidates.some(test);
  if (some(({ heldOutCases }) => heldOutCases > 0)) return "finished";
  if (some(({ developmentCases }) => developmentCases > 0)) return "racing";
  return some(({ role }) => role === "candidate") ? "proposing" : "collecting";
}

/** How many development emails a candidate got through, counting those where its call failed. */
const reached = (candidate: Candidate): number => candidate.developmentCases + candidate.failedCases;

/**
 * Candidates best first: the survivor, then who got further in the race, then the higher development
 * mean. Means over unlike numbers of emails are not compared with each other; no mean comes last.
 */
export function rankCandidates(candidates: readonly Candidate[]): Candidate[] {
  const survived = (candidate: Candidate) => Number(candidate.state === "survivor");
  const mean = (candidate: Candidate) => candidate.developmentMean ?? Number.NEGATIVE_INFINITY;
  return [...candidates].sort(
    (one, other) =>
      survived(other) - survived(one) ||
      reached(other) - reached(one) ||
      (mean(other) > mean(one) ? 1 : mean(other) < mean(one) ? -1 : one.position - other.position),
  );
}

/** Why a candidate is where it is. */
export function candidateFate(candidate: Candidate): string {
  if (candidate.role === "baseline") {
    return candidate.developmentCases > 0 ? "Live prompt, evaluated afresh" : "Live prompt, not evaluated";
  }
  switch (candidate.state) {
    case "racing":
      return "In the race";
    case "survivor":
      return "Survived the race";
    case "dropped":
      return candidate.developmentCases > 0
        ? `Dropped after ${candidate.developmentCases} development ${candidate.developmentCases === 1 ? "email" : "emails"}`
        : "Dropped";
    case "invalid":
      return "Refused";
    case "failed":
      return "Failed";
  }
}

/** The audit's two rows that concern a run: when its version went live, and what took its place. */
export interface AfterDeployment {
  deployed: PromptChange | null;
  replaced: PromptChange | null;
  /** The replacement went back to the version that was live before. */
  rolledBack: boolean;
}

/**
 * Reads from a lab's audit what became of the version that a run deployed.
 *
 * @param changes Changes of the live prompt in any order.
 */
export function afterDeployment(
  changes: readonly PromptChange[],
  run: Pick<Run, "id" | "resultVersion">,
): AfterDeployment {
  const inOrder = [...changes].sort((one, other) => one.revision - other.revision);
  const deployed = inOrder.find(
    ({ runId, toVersion }) => runId === run.id && toVersion === run.resultVersion,
  );
  if (deployed === undefined) return { deployed: null, replaced: null, rolledBack: false };
  const replaced =
    inOrder.find(
      ({ revision, fromVersion }) => revision > deployed.revision && fromVersion === run.resultVersion,
    ) ?? null;
  return {
    deployed,
    replaced,
    rolledBack: replaced !== null && replaced.toVersion === deployed.fromVersion,
  };
}

const KINDS: Record<QuotedFailure["kind"], [one: string, many: string]> = {
  rejected: ["rejection", "rejections"],
  edited: ["edit", "edits"],
  disliked_reason: ["disliked reason", "disliked reasons"],
};

/**
 * The feedback behind a change in few words, the most frequent first: the same words said again are counted,
 * not repeated.
 *
 * @returns For example ["“too cold” (4 rejections)", "2 edits"].
 */
export function behindChange(failures: readonly QuotedFailure[]): string[] {
  const groups = new Map<string, { kind: QuotedFailure["kind"]; said: string | null; count: number }>();
  for (const { kind, said } of failures) {
    const key = `${kind} ${said?.trim().toLowerCase() ?? ""}`;
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { kind, said, count: 1 });
  }
  return [...groups.values()]
    .sort((one, other) => other.count - one.count)
    .map(({ kind, said, count }) => {
      const counted = `${count} ${KINDS[kind][count === 1 ? 0 : 1]}`;
      return said === null ? counted : `“${said}” (${counted})`;
    });
}
