import { listOutputs } from "@/db/queries/runs";
import type { OutputRow, ScoreRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import type { ReplyFacts, ReplyFactsPair } from "@/lib/engine/decision/reply-guardrails";
import { type RunState, scoreKey } from "./state";

/** What is known of both prompts' replies to each held-out case, beside their scores. */
export async function heldOutReplyFacts(
  ctx: Context,
  { run, heldOut, baseline, scores }: RunState,
  survivorId: string,
): Promise<ReplyFactsPair[]> {
  const asked = new Set(heldOut.map(({ id }) => id));
  const own = scores.filter(({ caseId }) => asked.has(caseId));
  const outputs = await listOutputs(ctx.store, { ids: own.flatMap(({ outputId }) => outputId ?? []) });
  const outputOf = new Map(outputs.map((output) => [output.id, output]));
  const scoreOf = new Map(own.map((score) => [scoreKey(score), score]));
  const since = run.startedAt ?? run.createdAt;
  const factsOf = (score: ScoreRow) => replyFacts(score, outputOf.get(score.outputId ?? ""), since);

  return heldOut.flatMap(({ id }): ReplyFactsPair[] => {
    const a = scoreOf.get(scoreKey({ candidateId: baseline.id, caseId: id }));
    const b = scoreOf.get(scoreKey({ candidateId: survivorId, caseId: id }));
    return a && b ? [{ baseline: factsOf(a), candidate: factsOf(b) }] : [];
  });
}

function replyFacts(score: ScoreRow, output: OutputRow | undefined, since: Date): ReplyFacts {
  if (!output || score.components === null) return { usable: false, outputTokens: null, latencyMs: null };
  return {
    usable: output.finishReason !== "length" && output.text.trim() !== "",
    outputTokens: output.usage?.outputTokens ?? null,
    // A reply kept from an earlier run met another load of the provider, and a simulator has none.
    latencyMs: output.simulated || output.createdAt < since ? null : output.latencyMs,
  };
}
