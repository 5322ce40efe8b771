import { FlaskConical, Scissors } from "lucide-react";
import { Badge } from "@/app/_components/ui/badge";
import { formatLatency, formatNumber } from "@/app/_components/ui/number";
import type { Draft } from "@/lib/contracts/emails";

/** What was measured while the draft was written, and by which prompt and model. */
export function DraftFacts({ draft }: { draft: Draft }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-muted tabular-nums">
      {draft.perplexity === null ? (
        <span>perplexity unavailable</span>
      ) : (
        <span title="Perplexity: the number of equally likely tokens the model chose between; lower is surer.">
          PPL {formatNumber(draft.perplexity, 1)}
        </span>
      )}
      <span>
        {draft.tokenCount === null ? "tokens unavailable" : `${formatNumber(draft.tokenCount)} tokens`}
      </span>
      <span>{formatLatency(draft.latencyMs)}</span>
      <span>prompt v{draft.promptVersion}</span>
      {draft.simulated ? (
        <Badge tone="caution" icon={<FlaskConical aria-hidden />}>
          simulated
        </Badge>
      ) : (
        <span>{draft.model}</span>
      )}
      {draft.finishReason === "length" && (
        <Badge tone="caution" icon={<Scissors aria-hidden />}>
          cut off at the token limit
        </Badge>
      )}
    </div>
  );
}
