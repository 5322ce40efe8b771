"use client";

import { skipToken, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  ConnectionTest,
  type ModelChoice,
  type NewPriceEntry,
  PriceEntry,
  PriceTable,
  type ProviderName,
} from "@/lib/contracts/models";
import { apiDelete, apiGet, apiPost } from "./api-client";
import { useLlmStatus } from "./llm-status";

const pricesKey = ["prices"] as const;
const listedKey = (provider: ProviderName) => ["listed-models", provider] as const;

/** Tries one model out; each test makes real calls. */
export function useConnectionTest() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (choice: ModelChoice) => apiPost("/api/llm/test/", { choice }, ConnectionTest),
    onSuccess: ({ provider, models }) => {
      if (models) client.setQueryData(listedKey(provider), models);
    },
    // What the test found out shows in the status too.
    onSettled: () => client.invalidateQueries({ queryKey: ["llm-status"] }),
  });
}

/**
 * Models that the provider is known to have: as its last test on this page told, else as the status does.
 *
 * @returns Empty where nothing was told; nobody is asked for it.
 */
export function useListedModels(provider: ProviderName): readonly string[] {
  const status = useLlmStatus();
  const tested = useQuery<readonly string[]>({
    queryKey: listedKey(provider),
    queryFn: skipToken,
  });
  const told = status.data?.provider === provider ? status.data?.models : null;
  return tested.data ?? told ?? [];
}

/** The own price table, and the prices that hold today. */
export function usePrices() {
  return useQuery({
    queryKey: pricesKey,
    queryFn: ({ signal }) => apiGet("/api/llm/prices/", PriceTable, { signal }),
  });
}

/** Adds a line, or replaces that of the same model and day. */
export function useSetPrice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (entry: NewPriceEntry) => apiPost("/api/llm/prices/", entry, PriceEntry),
    onSuccess: () => client.invalidateQueries({ queryKey: pricesKey }),
  });
}

export function useRemovePrice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => apiDelete(`/api/llm/prices/${encodeURIComponent(id)}/`, PriceEntry),
    onSuccess: () => client.invalidateQueries({ queryKey: pricesKey }),
  });
}
