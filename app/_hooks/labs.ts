"use client";

import {
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type { z } from "zod";
import { Lab, type LabChange, LabPage, type NewLab } from "@/lib/contracts/labs";
import { apiGet, apiPatch, apiPost } from "./api-client";

/** Everything known about labs hangs under this key; a decision or a run changes counts, so others invalidate it. */
export const labsKey = ["labs"] as const;

/** Key of one lab; `id` may be the word `default`. */
export const labKey = (id: string) => [...labsKey, "one", id] as const;

const path = (id: string) => `/api/prompt-labs/${encodeURIComponent(id)}/`;

/** The first 200 labs, default lab first as the server orders them. For pickers; the list page uses `useLabPages`. */
export function useLabs(): UseQueryResult<z.infer<typeof LabPage>> {
  return useQuery({
    queryKey: [...labsKey, "first"],
    queryFn: () => apiGet("/api/prompt-labs/?limit=200", LabPage),
  });
}

/** All labs, fetched page by page as the person asks for more. */
export function useLabPages() {
  return useInfiniteQuery({
    queryKey: [...labsKey, "pages"],
    queryFn: ({ pageParam }) =>
      apiGet(
        `/api/prompt-labs/?limit=50${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ""}`,
        LabPage,
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** One lab by id, or the default lab by the word `default`. */
export function useLab(id: string): UseQueryResult<Lab> {
  return useQuery({ queryKey: labKey(id), queryFn: () => apiGet(path(id), Lab) });
}

/** Creates a lab with its first prompt. The key makes a repeated click harmless. */
export function useCreateLab() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ lab, idempotencyKey }: { lab: NewLab; idempotencyKey: string }) =>
      apiPost("/api/prompt-labs/", lab, Lab, { idempotencyKey }),
    onSuccess: () => client.invalidateQueries({ queryKey: labsKey }),
  });
}

/** Saves some of a lab's settings, its name or its description. */
export function useChangeLab(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: LabChange) => apiPatch(path(id), change, Lab),
    onSuccess: (lab) => {
      client.setQueryData(labKey(id), lab);
      return Promise.all([
        client.invalidateQueries({ queryKey: labsKey }),
        client.invalidateQueries({ queryKey: ["trigger"] }),
      ]);
    },
  });
}
