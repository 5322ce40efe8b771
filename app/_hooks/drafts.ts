"use client";

import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { v4 } from "uuid";
import { Drafts, type EmailDetail } from "@/lib/contracts/emails";
import { apiPost } from "./api-client";
import { emailKey, emailsKey } from "./emails";

const KEY = ["generate-drafts"];

/** Asks the model for drafts of the email with the given id; several emails can be under way at once. */
export function useGenerateDrafts() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: KEY,
    mutationFn: (emailId: string) =>
      apiPost(`/api/emails/${emailId}/generate-drafts/`, {}, Drafts, { idempotencyKey: v4() }),
    onSuccess: ({ drafts }, emailId) => {
      client.setQueryData<EmailDetail>(
        emailKey(emailId),
        (email) => email && { ...email, state: "drafted", drafts },
      );
      return client.invalidateQueries({ queryKey: emailsKey });
    },
  });
}

export interface Drafting {
  status: "idle" | "pending" | "error";
  error: unknown;
}

/** Where the latest request for drafts of this email stands, whoever set it off. */
export function useDrafting(emailId: string): Drafting {
  const requests = useMutationState({
    filters: { mutationKey: KEY, predicate: ({ state }) => state.variables === emailId },
    select: ({ state }) => ({ status: state.status, error: state.error }),
  });
  const latest = requests.at(-1);
  if (latest?.status === "pending" || latest?.status === "error") {
    return { status: latest.status, error: latest.error };
  }
  return { status: "idle", error: null };
}
