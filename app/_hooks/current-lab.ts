"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback, useEffect, useSyncExternalStore } from "react";
import { z } from "zod";
import { Lab } from "@/lib/contracts/labs";
import { Run } from "@/lib/contracts/runs";
import { ApiError, apiGet } from "./api-client";
import { labKey } from "./labs";
import { runKey } from "./runs";

const REMEMBERED = "loop-learner.lab";
const DEFAULT = "default";
const Id = z.uuid();

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

// Storage can be switched off in a browser; the choice then lasts as long as the address names it.
function readRemembered(): string | null {
  try {
    const parsed = Id.safeParse(window.localStorage.getItem(REMEMBERED));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function writeRemembered(labId: string | null): void {
  try {
    if (labId === null) window.localStorage.removeItem(REMEMBERED);
    else window.localStorage.setItem(REMEMBERED, labId);
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}

/**
 * The lab that the person works in: the one that the page shows (a lab's own page, or a run of it), else
 * the one that the address names (`?lab=`), else the one chosen last in this browser, else the default lab.
 *
 * `labId` is null until it is known. `select` changes it and keeps the person on the page where that
 * page has a version for every lab.
 */
export function useCurrentLab() {
  const params = useSearchParams();
  const pathname = usePathname();
  const router = useRouter();
  const remembered = useSyncExternalStore(subscribe, readRemembered, () => null);

  const page = pageOf(pathname);
  // The run's page reads the same entry of the cache; nothing is asked for twice.
  const run = useQuery({
    queryKey: runKey(page.runId ?? ""),
    queryFn: () => apiGet(`/api/optimization/runs/${page.runId}/`, Run),
    enabled: page.runId !== null,
  });
  const shown = page.labId ?? (page.runId === null ? null : (run.data?.labId ?? null));
  const named = Id.safeParse(shown ?? params.get("lab"));
  const wanted = named.success ? named.data : shown === DEFAULT ? DEFAULT : (remembered ?? DEFAULT);
  // Until the run is read its lab is not known; another lab's name would stand there for a moment.
  const known = page.runId === null || run.data !== undefined || run.isError;

  const query = useQuery({
    queryKey: labKey(wanted),
    queryFn: ({ signal }) => apiGet(`/api/prompt-labs/${wanted}/`, Lab, { signal }),
    enabled: known,
  });

  const missing = query.error instanceof ApiError && query.error.status === 404;
  useEffect(() => {
    if (missing && wanted === remembered) writeRemembered(null);
  }, [missing, wanted, remembered]);

  // An address that names a lab is a choice, too: the next page, whose address names none, keeps it.
  const linked = (named.success || shown === DEFAULT) && query.isSuccess ? query.data.id : null;
  useEffect(() => {
    if (linked !== null) writeRemembered(linked);
  }, [linked]);

  const select = useCallback(
    (labId: string) => {
      writeRemembered(labId);
      const tab = params.get("tab");
      if (page.labId !== null) router.push(`/labs/${labId}${tab === null ? "" : `?tab=${tab}`}`);
      // A run belongs to one lab, so its page has no version for another; the other lab's runs come nearest.
      else if (page.runId !== null) router.push(`/labs/${labId}?tab=runs`);
      else router.push(`${pathname}?lab=${labId}`);
    },
    [pathname, params, page.labId, page.runId, router],
  );

  return {
    labId: known ? (query.data?.id ?? null) : null,
    lab: known ? query.data : undefined,
    isPending: query.isPending,
    error: query.error,
    refetch: query.refetch,
    select,
  };
}

/** The lab or the run that a page is about, by its address. */
function pageOf(pathname: string): { labId: string | null; runId: string | null } {
  const [, kind, id = null] = pathname.split("/");
  return {
    labId: kind === "labs" && (id === DEFAULT || Id.safeParse(id).success) ? id : null,
    runId: kind === "runs" && Id.safeParse(id).success ? id : null,
  };
}
