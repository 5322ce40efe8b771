"use client";

import {
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { z } from "zod";
import { TriggerCheck } from "@/lib/contracts/feedback";
import {
  CaseComparisons,
  Run,
  RunPage,
  type RunResolution,
  RunStarted,
  type RunStatus,
} from "@/lib/contracts/runs";
import { apiGet, apiPost } from "./api-client";
import { labsKey } from "./labs";

export const runsKey = ["runs"] as const;
export const runKey = (id: string) => [...runsKey, "one", id] as const;
export const triggerKey = (labId: string) => ["trigger", labId] as const;

const runPath = (id: string) => `/api/optimization/runs/${encodeURIComponent(id)}/`;
const listPath = (labId: string, cursor = "") =>
  `/api/optimization/runs/?labId=${encodeURIComponent(labId)}&limit=50${
    cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""
  }`;

/** Whether the run may still change by itself: it waits to be carried out, or is being carried out. */
export const isUnderWay = (status: RunStatus): boolean => status === "queued" || status === "running";

/** Milliseconds between polls of a list that holds a run under way. */
const LIST_POLL_MS = 3000;

/** The newest 50 runs of a lab; asks again every 3 s while one of them is under way. */
export function useRuns(labId: string): UseQueryResult<z.infer<typeof RunPage>> {
  return useQuery({
    queryKey: [...runsKey, "list", labId],
    queryFn: () => apiGet(listPath(labId), RunPage),
    refetchInterval: ({ state }) =>
      state.data?.items.some((run) => isUnderWay(run.status)) ? LIST_POLL_MS : false,
  });
}

/** All runs of a lab, 50 at a time, newest first. */
export function useRunPages(labId: string) {
  return useInfiniteQuery({
    queryKey: [...runsKey, "pages", labId],
    queryFn: ({ pageParam }) => apiGet(listPath(labId, pageParam), RunPage),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.items.some((run) => isUnderWay(run.status)) ? LIST_POLL_MS : false,
  });
}

/** One run. `pollMs` asks again at that interval for as long as the run is under way; leave it out beside a stream. */
export function useRun(id: string, { pollMs }: { pollMs?: number } = {}): UseQueryResult<Run> {
  return useQuery({
    queryKey: runKey(id),
    queryFn: () => apiGet(runPath(id), Run),
    refetchInterval: ({ state }) =>
      pollMs !== undefined && (state.data === undefined || isUnderWay(state.data.status)) ? pollMs : false,
  });
}

/** Replies of the live prompt and the survivor to the held-out emails, worst loss first. */
export function useCaseComparisons(runId: string, { enabled }: { enabled: boolean }) {
  return useQuery({
    queryKey: [...runKey(runId), "cases"],
    queryFn: () => apiGet(`${runPath(runId)}cases/`, CaseComparisons),
    enabled,
  });
}

/** Whether a run is due in the lab, with every condition. */
export function useTrigger(labId: string): UseQueryResult<TriggerCheck> {
  return useQuery({
    queryKey: triggerKey(labId),
    queryFn: () => apiGet(`/api/optimization/trigger/?labId=${encodeURIComponent(labId)}`, TriggerCheck),
  });
}

/** What a refused start carries beside the problem document: the conditions, or the run that is under way. */
export const StartRefusal = z.object({
  conditions: TriggerCheck.shape.conditions.optional(),
  runId: z.string().optional(),
});

/** Starts a run by hand: from the feedback, or on chosen datasets. Without `force` a start that is not due answers 409. */
export function useStartRun(labId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (start: { force: boolean; datasetIds?: string[] }) =>
      start.datasetIds === undefined
        ? apiPost("/api/optimization/trigger/", { labId, force: start.force }, RunStarted)
        : apiPost("/api/optimization/trigger-with-dataset/", { labId, ...start }, RunStarted),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: [...runsKey, "list"] }),
        client.invalidateQueries({ queryKey: [...runsKey, "pages"] }),
        client.invalidateQueries({ queryKey: triggerKey(labId) }),
      ]),
  });
}

/** What a person can do to a run. Each answers the run as it is afterwards. */
export type RunAct = "cancel" | "deploy" | "rollback";

/**
 * Cancels, deploys or rolls back, and refreshes all that the change of the live prompt touches.
 *
 * @param onDone Called with the run as it is afterwards, also where the button is gone by then.
 */
export function useActOnRun(id: string, onDone: (run: Run) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ act, resolution }: { act: RunAct; resolution: RunResolution }) =>
      apiPost(`${runPath(id)}${act}/`, resolution, Run),
    onSuccess: (run) => {
      client.setQueryData(runKey(id), run);
      onDone(run);
    },
    onSettled: () =>
      Promise.all(
        [runsKey, labsKey, ["prompts"], ["trigger"]].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
