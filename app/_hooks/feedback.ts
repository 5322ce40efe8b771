"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { submitFeedback } from "@/app/actions";
import { Feedback, FeedbackPage, type FeedbackReceipt, type NewFeedback } from "@/lib/contracts/feedback";
import { ApiError, apiGet, apiPost, withQuery } from "./api-client";
import { emailsKey } from "./emails";
import { labsKey } from "./labs";
import { runsKey } from "./runs";

export const feedbackKey = ["feedback"] as const;

/** Decisions read at once: enough for the list and for the reasons that people gave before. */
const RECENT = 50;

/** The latest decisions of a lab, newest first. */
export function useRecentFeedback(labId: string | null) {
  return useQuery({
    queryKey: [...feedbackKey, "recent", labId],
    queryFn: ({ signal }) =>
      apiGet(withQuery("/api/feedback/", { labId, limit: RECENT }), FeedbackPage, { signal }),
    enabled: labId !== null,
  });
}

export interface DecisionRequest {
  draftId: string;
  feedback: NewFeedback;
  /** Decisions on sibling drafts that this one takes the place of. */
  replaces: readonly string[];
}

/** Stores a decision, after taking back those that it replaces. */
export function useDecide() {
  const refresh = useRefreshAfterDecision();
  return useMutation({
    mutationFn: async ({ draftId, feedback, replaces }: DecisionRequest): Promise<FeedbackReceipt> => {
      for (const feedbackId of replaces) await undo(feedbackId);
      const result = await submitFeedback({ draftId, feedback });
      if (result.status === "saved") return result.value;
      throw refusal(
        result.status === "invalid" ? "Check what you wrote" : result.message,
        result.status === "invalid" ? result.errors : [],
      );
    },
    onSettled: refresh,
  });
}

/** Takes a decision back; it stays on record as undone. */
export function useUndoFeedback() {
  const refresh = useRefreshAfterDecision();
  return useMutation({ mutationFn: undo, onSettled: refresh });
}

function undo(feedbackId: string): Promise<Feedback> {
  return apiPost(`/api/feedback/${feedbackId}/undo/`, {}, Feedback);
}

function refusal(detail: string, errors: { path: string; message: string }[]): ApiError {
  return new ApiError({
    type: "about:blank",
    title: "The feedback was not saved",
    status: 0,
    detail,
    errors,
  });
}

// A decision moves the inbox, the lab's counts, the trigger, and may start a run.
function useRefreshAfterDecision() {
  const client = useQueryClient();
  return () => {
    for (const queryKey of [emailsKey, feedbackKey, labsKey, runsKey, ["trigger"], ["prompts"]]) {
      void client.invalidateQueries({ queryKey });
    }
  };
}
