"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import {
  Email,
  EmailDetail,
  EmailPage,
  type EmailSummary,
  ImportReport,
  type SyntheticRequest,
} from "@/lib/contracts/emails";
import { apiGet, apiPost, apiUpload, withQuery } from "./api-client";
import { labsKey } from "./labs";

export const emailsKey = ["emails"] as const;
/** Key of one email with its drafts. */
export const emailKey = (emailId: string) => [...emailsKey, "one", emailId] as const;

export type InboxFilter = "todo" | "done" | "all";

const PAGE_SIZE = 100;
/** Fewer rows than this do not fill a screen. */
const SCREENFUL = 25;

/**
 * The emails of a lab in the server's order.
 *
 * The server filters by one state; "to do" is two of them (open and drafted), so it is filtered here,
 * and further pages are read by themselves until a screen is full.
 */
export function useInbox(labId: string | null, filter: InboxFilter, search: string) {
  const state = filter === "done" ? "decided" : undefined;
  const query = useInfiniteQuery({
    queryKey: [...emailsKey, "list", labId, state ?? "all", search],
    queryFn: ({ pageParam, signal }) =>
      apiGet(
        withQuery("/api/emails/", { labId, state, search, limit: PAGE_SIZE, cursor: pageParam }),
        EmailPage,
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    enabled: labId !== null,
  });

  const pages = query.data?.pages;
  const items = useMemo(() => keep(pages?.flatMap((page) => page.items) ?? [], filter), [pages, filter]);

  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  const unfilled = filter === "todo" && items.length < SCREENFUL && hasNextPage && !isFetching && !isError;
  useEffect(() => {
    if (unfilled) void fetchNextPage();
  }, [unfilled, fetchNextPage]);

  return { ...query, items };
}

function keep(emails: EmailSummary[], filter: InboxFilter): EmailSummary[] {
  return filter === "todo" ? emails.filter((email) => email.state !== "decided") : emails;
}

/** One email with the drafts of its latest round. */
export function useEmail(emailId: string | null) {
  return useQuery({
    queryKey: emailKey(emailId ?? ""),
    queryFn: ({ signal }) => apiGet(`/api/emails/${emailId}/`, EmailDetail, { signal }),
    enabled: emailId !== null,
  });
}

export interface FileImport {
  name: string;
  report: ImportReport | null;
  /** Why the whole file was refused; null where it was read. */
  error: unknown;
}

/** Sends files one after the other; one that is refused does not stop the rest. */
export function useImportEmails(labId: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (files: readonly File[]): Promise<FileImport[]> => {
      const results: FileImport[] = [];
      for (const file of files) {
        try {
          const report = await apiUpload(
            withQuery("/api/emails/import/", { labId }),
            file,
            contentType(file.name),
            ImportReport,
          );
          results.push({ name: file.name, report, error: null });
        } catch (error) {
          results.push({ name: file.name, report: null, error });
        }
      }
      return results;
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: emailsKey }),
        client.invalidateQueries({ queryKey: labsKey }),
      ]),
  });
}

function contentType(name: string): string {
  if (/\.eml$/i.test(name)) return "message/rfc822";
  if (/\.mbox$/i.test(name)) return "application/mbox";
  return "application/octet-stream";
}

/** Has a made-up email written for the lab. */
export function useWriteSyntheticEmail(labId: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (scenario: SyntheticRequest["scenario"]) =>
      apiPost("/api/generate-synthetic-email/", { scenario, labId: labId ?? undefined }, Email),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: emailsKey }),
        client.invalidateQueries({ queryKey: labsKey }),
      ]),
  });
}
