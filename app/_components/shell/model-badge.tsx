"use client";

import { CircleCheck, CircleDashed, CircleX, FlaskConical, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Badge, type Tone } from "@/app/_components/ui/badge";
import { formatLatency } from "@/app/_components/ui/number";
import { Tooltip } from "@/app/_components/ui/tooltip";
import { describeError } from "@/app/_hooks/api-client";
import { useLlmStatus } from "@/app/_hooks/llm-status";
import type { LlmStatus } from "@/lib/contracts/system";

/**
 * Says which model writes the drafts and whether it can be reached, and leads to the page about it; a
 * simulator is never passed off as a model.
 */
export function ModelBadge() {
  const status = useLlmStatus();
  const shown = status.data ? describeStatus(status.data) : describeMissing(status.error);
  return (
    <Tooltip content={shown.detail}>
      <Link href="/models" className="min-w-0 rounded text-left">
        <Badge tone={shown.tone} icon={shown.icon}>
          {shown.label}
          {shown.more && <span className="max-sm:sr-only"> {shown.more}</span>}
        </Badge>
      </Link>
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

const LOGPROBS = {
  yes: "Gives token probabilities.",
  no: "Gives no token probabilities, so there is no perplexity.",
  unknown: "Whether it gives token probabilities shows with the first draft.",
} as const;

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
  // A server that answers but lists nothing may have refused the key.
  if (status.models === null) {
    return {
      tone: "caution",
      icon: <TriangleAlert aria-hidden />,
      label: `${name}: not confirmed`,
      detail: status.detail ?? "The provider answers, but lists no models. A test shows what it can do.",
    };
  }
  const logprobs = LOGPROBS[status.capabilities.tokenLogprobs];
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
