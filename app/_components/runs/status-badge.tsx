import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CircleSlash,
  CircleX,
  Hourglass,
  LoaderCircle,
} from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/app/_components/ui/badge";
import type { RunStatus, RunSummary } from "@/lib/contracts/runs";
import { statusWords } from "./run-words";

const icons: Record<RunStatus, ReactNode> = {
  queued: <Hourglass aria-hidden />,
  running: <LoaderCircle aria-hidden className="animate-spin" />,
  deployed: <CircleCheck aria-hidden />,
  no_improvement: <CircleMinus aria-hidden />,
  needs_data: <CircleDashed aria-hidden />,
  needs_approval: <CircleAlert aria-hidden />,
  failed: <CircleX aria-hidden />,
  cancelled: <CircleSlash aria-hidden />,
};

/** A run's status as a word with its icon. */
export function StatusBadge({
  run,
}: {
  run: Pick<RunSummary, "status" | "resultVersion" | "resultLive" | "cancelRequested">;
}) {
  const { label, tone } = statusWords(run);
  return (
    <Badge tone={tone} icon={icons[run.status]}>
      {label}
    </Badge>
  );
}
