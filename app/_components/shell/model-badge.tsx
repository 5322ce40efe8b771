"use client";

import { CircleCheck, CircleDashed, CircleX, FlaskConical } from "lucide-react";
import type { ReactNode } from "react";
import { Badge, type Tone } from "@/app/_components/ui/badge";
import { formatLatency } from "@/app/_components/ui/number";
import { Tooltip } from "@/app/_components/ui/tooltip";
import { describeError } from "@/app/_hooks/api-client";
import { useLlmStatus } from "@/app/_hooks/llm-status";
import type { LlmStatus } from "@/lib/contracts/system";

/** Says which model writes the drafts and whether it can be reached; a simulator is never passed off as one. */
export function ModelBadge() {
  const status = useLlmStatus();
  const shown = status.data ? describeStatus(status.data) : describeMissing(status.error);
  return (
    <Tooltip content={shown.detail}>
      <button type="button" className="min-w-0 rounded text-left">
        <Badge tone={shown.tone} icon={shown.icon}>
          {shown.label}
          {shown.more && <span className="max-sm:sr-only"> {shown.more}</span>}
        </Badge>
      </button>
    </Tooltip>
  );
}

interface Shown {
  tone: Tone;
  icon: ReactNode;
  label: string;
  /** Left out where the screen is narrow; readers hear it all the same. */
  more?: string;
  detail: string;
}

function describeStatus(status: LlmStatus): Shown {
  const name = `${status.provider} / ${status.model}`;
  if (!status.reachable) {
    return {
      tone: "bad",
      icon: <CircleX aria-hidden />,
      label: `${name}: unreachable`,
      detail: status.detail ?? "The provider does not answer. Drafts cannot be made until it does.",
    };
  }
  if (status.simulated) {
    return {
      tone: "caution",
      icon: <FlaskConical aria-hidden />,
      label: "Simulator",
      more: "(no model connected)",
      detail: status.detail ?? "Drafts come from a built-in simulator, not from a language model.",
    };
  }
  const logprobs = status.capabilities.tokenLogprobs
    ? "Gives token probabilities."
    : "Gives no token probabilities, so there is no perplexity.";
  const latency = status.latencyMs === null ? "" : `Answered in ${formatLatency(status.latencyMs)}. `;
  return {
    tone: "good",
    icon: <CircleCheck aria-hidden />,
    label: `${name}: connected`,
    detail: `${latency}${logprobs}${status.detail ? ` ${status.detail}` : ""}`,
  };
}

function describeMissing(error: unknown): Shown {
  if (error === null || error === undefined) {
    return {
      tone: "neutral",
      icon: <CircleDashed aria-hidden />,
      label: "Checking the model …",
      detail: "Asking the provider whether it can be reached.",
    };
  }
  const { title, detail } = describeError(error);
  return {
    tone: "bad",
    icon: <CircleX aria-hidden />,
    label: "Model: state unknown",
    detail: `${title}. ${detail}`,
  };
}
