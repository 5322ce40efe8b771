import { CircleCheck, CircleHelp, CircleX } from "lucide-react";
import { Badge } from "@/app/_components/ui/badge";
import { formatLatency } from "@/app/_components/ui/number";
import type { CapabilityTest, Finding } from "@/lib/contracts/models";
import { CAPABILITY_NAMES, FINDING_WORDS } from "./provider-words";

const TONES = { yes: "good", no: "neutral", unknown: "caution" } as const;
const ICONS = { yes: CircleCheck, no: CircleX, unknown: CircleHelp } as const;

/** One capability, and what came of it; `detail` and time where it was tried just now. */
export interface CapabilityLine {
  capability: CapabilityTest["capability"];
  found: Finding;
  detail?: string;
  latencyMs?: number | null;
}

/** Capabilities as they were found, each with what the provider did. */
export function CapabilityList({ label, lines }: { label: string; lines: readonly CapabilityLine[] }) {
  return (
    <ul aria-label={label} className="max-w-5xl">
      {lines.map(({ capability, found, detail, latencyMs = null }) => (
        <li
          key={capability}
          className="flex flex-wrap items-baseline gap-x-3 border-t py-1 sm:grid sm:grid-cols-[11rem_6rem_4rem_1fr]"
        >
          <span className="grow">{CAPABILITY_NAMES[capability]}</span>
          <span>
            <FindingBadge found={found} />
          </span>
          <span className="text-right text-muted tabular-nums empty:max-sm:hidden">
            {latencyMs === null ? "" : formatLatency(latencyMs)}
          </span>
          {detail && <span className="min-w-0 text-muted max-sm:w-full">{detail}</span>}
        </li>
      ))}
    </ul>
  );
}

function FindingBadge({ found }: { found: Finding }) {
  const Icon = ICONS[found];
  return (
    <Badge tone={TONES[found]} icon={<Icon aria-hidden />}>
      {FINDING_WORDS[found]}
    </Badge>
  );
}
