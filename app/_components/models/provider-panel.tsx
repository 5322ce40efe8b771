"use client";

import { PlugZap } from "lucide-react";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { Badge } from "@/app/_components/ui/badge";
import { Button } from "@/app/_components/ui/button";
import { Field } from "@/app/_components/ui/field";
import { formatLatency } from "@/app/_components/ui/number";
import { Panel } from "@/app/_components/ui/panel";
import { ErrorState } from "@/app/_components/ui/states";
import { useConnectionTest } from "@/app/_hooks/models";
import { Capabilities, type ConfiguredProvider } from "@/lib/contracts/models";
import type { LlmStatus } from "@/lib/contracts/system";
import { CapabilityList } from "./capability-list";
import { ConnectionReport, Reachability } from "./connection-report";
import { ModelNameInput } from "./model-choice-fields";
import { PROVIDER_NAMES, testSentence } from "./provider-words";

/** One provider: what is known of it, and a test of the model that is named. */
export function ProviderPanel({
  entry,
  status,
}: {
  entry: ConfiguredProvider;
  /** What the server's own check found; null for a provider that it does not ask. */
  status: LlmStatus | null;
}) {
  const { provider } = entry;
  const name = PROVIDER_NAMES[provider];
  const test = useConnectionTest();
  const [typed, setTyped] = useState<string | null>(null);
  const model = typed ?? entry.model;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    test.mutate({ provider, model: model.trim() });
  };
  return (
    <Panel
      title={name}
      aside={
        (entry.isDefault || entry.simulated) && (
          <span className="flex flex-wrap gap-2">
            {entry.isDefault && <Badge tone="accent">used by labs that choose nothing else</Badge>}
            {entry.simulated && <Badge tone="caution">not a language model</Badge>}
          </span>
        )
      }
    >
      {entry.simulated && (
        <p className="mb-3 max-w-3xl text-muted">
          Built in, free of charge, and no judge of how a real model would do.{" "}
          <Link href="/docs#simulator" className="text-accent underline">
            What it understands
          </Link>
        </p>
      )}
      <form onSubmit={submit} className="flex flex-wrap items-end gap-3">
        <div className="w-full sm:max-w-80">
          <Field label="Model">
            <ModelNameInput provider={provider} entry={entry} value={model} onChange={setTyped} />
          </Field>
        </div>
        <Button type="submit" busy={test.isPending}>
          <PlugZap aria-hidden className="size-4" />
          Test connection<span className="sr-only"> to {name}</span>
        </Button>
      </form>
      <p role="status" className={test.isPending ? "mt-2 text-muted" : "sr-only"}>
        {test.isPending
          ? "Testing. It can take a minute: a server may have to load the model."
          : test.data
            ? testSentence(test.data)
            : ""}
      </p>
      {!test.isPending && (
        <div className="mt-3">
          {test.isError ? (
            <ErrorState error={test.error} />
          ) : test.data ? (
            <ConnectionReport report={test.data} />
          ) : (
            status && <SeenSoFar status={status} />
          )}
        </div>
      )}
    </Panel>
  );
}

/** What the server's check and the calls of this process have shown, before anybody asks for a test. */
function SeenSoFar({ status }: { status: LlmStatus }) {
  const { model, reachable, latencyMs, models, detail, capabilities } = status;
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Reachability reachable={reachable} models={models} />
        <span>
          {model}
          {latencyMs !== null && <>, answered in {formatLatency(latencyMs)}</>}
        </span>
        <span className="text-muted">seen so far; a test tries everything</span>
      </p>
      {detail && <p className="max-w-3xl text-muted">{detail}</p>}
      <CapabilityList
        label={`What ${model} has shown so far`}
        lines={Capabilities.keyof().options.map((capability) => ({
          capability,
          found: capabilities[capability],
        }))}
      />
    </div>
  );
}
