"use client";

import { ErrorState, LoadingState } from "@/app/_components/ui/states";
import { useLlmStatus } from "@/app/_hooks/llm-status";
import { PriceList } from "./price-list";
import { ProviderPanel } from "./provider-panel";

/** Every provider of this server with its test, and the price table. */
export function ModelsPage() {
  const status = useLlmStatus();
  return (
    <>
      <header className="border-b px-4 py-3">
        <h1 className="text-title font-semibold">Models</h1>
        <p className="max-w-3xl text-muted">
          Providers are set up in the server’s environment, so that their keys stay there. Each lab chooses
          among them in its settings. A test makes up to six small calls and tells what the provider did.
        </p>
      </header>
      {status.data ? (
        status.data.providers.map((entry) => (
          <ProviderPanel
            key={entry.provider}
            entry={entry}
            status={entry.isDefault ? (status.data ?? null) : null}
          />
        ))
      ) : status.isError ? (
        <ErrorState error={status.error} onRetry={() => void status.refetch()} />
      ) : (
        <LoadingState label="Asking which providers there are, and whether the one in use can be reached" />
      )}
      <PriceList />
    </>
  );
}
