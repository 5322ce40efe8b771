"use client";

import { type UseQueryResult, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type Activation,
  type NewPromptVersion,
  PromptHistory,
  PromptVersion,
} from "@/lib/contracts/prompts";
import { apiGet, apiPost } from "./api-client";
import { labsKey } from "./labs";

export const promptsKey = (labId: string) => ["prompts", labId] as const;

const path = (labId: string) => `/api/prompt-labs/${encodeURIComponent(labId)}/prompts/`;

/** All versions of a lab's prompt, newest first, and every change of the live one. */
export function usePromptHistory(labId: string): UseQueryResult<PromptHistory> {
  return useQuery({ queryKey: promptsKey(labId), queryFn: () => apiGet(path(labId), PromptHistory) });
}

/**
 * Makes a version live. A stale `revision` answers 409: somebody else changed the live prompt meanwhile.
 *
 * @param onDone Called afterwards, also where the button is gone by then.
 */
export function useActivateVersion(labId: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ version, activation }: { version: number; activation: Activation }) =>
      apiPost(`${path(labId)}${version}/activate/`, activation, PromptHistory),
    onSuccess: (history) => {
      client.setQueryData(promptsKey(labId), history);
      onDone();
    },
    // Also after a refusal: what the person saw was out of date.
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: promptsKey(labId) }),
        client.invalidateQueries({ queryKey: labsKey }),
        client.invalidateQueries({ queryKey: ["trigger"] }),
      ]),
  });
}

/** Stores a version that a person wrote, and makes it live where asked. */
export function useWriteVersion(labId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ version, idempotencyKey }: { version: NewPromptVersion; idempotencyKey: string }) =>
      apiPost(path(labId), version, PromptVersion, { idempotencyKey }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: promptsKey(labId) }),
        client.invalidateQueries({ queryKey: labsKey }),
        client.invalidateQueries({ queryKey: ["trigger"] }),
      ]),
  });
}
