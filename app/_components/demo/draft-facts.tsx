import { Scissors } from "lucide-react";
import { Badge } from "@/app/_components/ui/badge";
import { formatLatency, formatNumber } from "@/app/_components/ui/number";
import { Term } from "@/app/_components/ui/term";
import type { Draft } from "@/lib/contracts/emails";

/** What was measured while the draft was written, and by which prompt and model. */
export function DraftFacts({ draft }: { draft: Draft }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-muted tabular-nums">
      {draft.perplexity === null ? (
        <span>perplexity unavailable</span>
      ) : (
        <Term explain="How surprised the model was by its own words: on average it chose as if between this many equally likely ones. 1 is certainty; lower is surer. It compares drafts of one model only.">
          perplexity {formatNumber(draft.perplexity, 1)}
        </Term>
      )}
      <span>
        {draft.tokenCount === null ? "tokens unavailable" : `${formatNumber(draft.tokenCount)} tokens`}
      </span>
      <span>written in {formatLatency(draft.latencyMs)}</span>
      <span>prompt v{draft.promptVersion}</span>
      <span>{draft.model}</span>
      {draft.finishReason === "length" && (
        <Badge tone="caution" icon={<Scissors aria-hidden />}>
          cut off at the token limit
        </Badge>
      )}
    </div>
  );
}
