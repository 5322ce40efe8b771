"use client";

import { useQuery } from "@tanstack/react-query";
import { LlmStatus } from "@/lib/contracts/system";
import { apiGet } from "./api-client";

/** Which model answers and whether it can be reached; asked again every minute. */
export function useLlmStatus() {
  return useQuery({
    queryKey: ["llm-status"],
    queryFn: ({ signal }) => apiGet("/api/llm/status/", LlmStatus, { signal }),
    refetchInterval: 60_000,
  });
}
