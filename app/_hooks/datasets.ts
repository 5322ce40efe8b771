"use client";

import {
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type { z } from "zod";
import { CasePage, Dataset, DatasetPage, type NewCase, type NewDataset } from "@/lib/contracts/datasets";
import { apiGet, apiPost } from "./api-client";
import { labsKey } from "./labs";

export const datasetsKey = (labId: string) => ["datasets", labId] as const;

/** The lab's datasets, up to 200. */
export function useDatasets(labId: string): UseQueryResult<z.infer<typeof DatasetPage>> {
  return useQuery({
    queryKey: datasetsKey(labId),
    queryFn: () =>
      apiGet(`/api/evaluations/datasets/?labId=${encodeURIComponent(labId)}&limit=200`, DatasetPage),
  });
}

/** The cases of one dataset, 20 at a time. */
export function useCases(datasetId: string) {
  return useInfiniteQuery({
    queryKey: ["cases", datasetId],
    queryFn: ({ pageParam }) =>
      apiGet(
        `/api/evaluations/datasets/${encodeURIComponent(datasetId)}/cases/?limit=20${
          pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ""
        }`,
        CasePage,
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** Creates a dataset, empty or with its first cases. */
export function useCreateDataset(labId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ dataset, idempotencyKey }: { dataset: NewDataset; idempotencyKey: string }) =>
      apiPost("/api/evaluations/datasets/", dataset, Dataset, { idempotencyKey }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: datasetsKey(labId) }),
        client.invalidateQueries({ queryKey: labsKey }),
      ]),
  });
}

/** Adds up to 1,000 cases to a dataset; answers the dataset with its new counts. */
export function useAddCases(labId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (added: { datasetId: string; cases: NewCase[]; idempotencyKey: string }) =>
      apiPost(
        `/api/evaluations/datasets/${encodeURIComponent(added.datasetId)}/cases/`,
        { cases: added.cases },
        Dataset,
        { idempotencyKey: added.idempotencyKey },
      ),
    onSuccess: (dataset) =>
      Promise.all([
        client.invalidateQueries({ queryKey: datasetsKey(labId) }),
        client.invalidateQueries({ queryKey: ["cases", dataset.id] }),
        client.invalidateQueries({ queryKey: labsKey }),
      ]),
  });
}
