import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { Badge } from "@/app/_components/ui/badge";
import { formatLatency } from "@/app/_components/ui/number";
import { RelativeTime } from "@/app/_components/ui/time";
import type { ConnectionTest } from "@/lib/contracts/models";
import { CapabilityList } from "./capability-list";
import { callWords, modelCountWords } from "./provider-words";

/** What came of a connection test: reachability, latency, models and each capability as found. */
export function ConnectionReport({ report }: { report: ConnectionTest }) {
  const { model, reachable, latencyMs, models, detail, tests, calls, testedAt } = report;
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Reachability reachable={reachable} models={models} />
        <span>
          {model}
          {latencyMs !== null && <>, answered in {formatLatency(latencyMs)}</>}
          {models && <>, {modelCountWords(models.length)}</>}
        </span>
        <span className="text-muted">
          {callWords(calls)}, <RelativeTime at={testedAt} />
        </span>
      </p>
      {detail && <p className="max-w-3xl text-muted">{detail}</p>}
      <CapabilityList
        label={`What ${model} did`}
        // Trouble with the server itself is told once.
        lines={tests.map((test) => (test.detail === detail ? { ...test, detail: "The same." } : test))}
      />
    </div>
  );
}

/** Whether a provider answered, in a word and a sign; one that listed no models may have refused us. */
export function Reachability({ reachable, models }: Pick<ConnectionTest, "reachable" | "models">) {
  if (!reachable) {
    return (
      <Badge tone="bad" icon={<CircleX aria-hidden />}>
        not reachable
      </Badge>
    );
  }
  return models === null ? (
    <Badge tone="caution" icon={<TriangleAlert aria-hidden />}>
      reachable, lists no models
    </Badge>
  ) : (
    <Badge tone="good" icon={<CircleCheck aria-hidden />}>
      reachable
    </Badge>
  );
}
