"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCallback, useEffect, useSyncExternalStore } from "react";
import { z } from "zod";
import { Lab } from "@/lib/contracts/labs";
import { ApiError, apiGet } from "./api-client";

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
 * The lab that the person works in: the one that the address names (`?lab=`), else the one chosen last
 * in this browser, else the default lab.
 *
 * `labId` is null until it is known. `select` changes it and keeps the person on the page where that
 * page has a version for every lab.
 */
export function useCurrentLab() {
  const params = useSearchParams();
  const pathname = usePathname();
  const router = useRouter();
  const remembered = useSyncExternalStore(subscribe, readRemembered, () => null);

  const named = Id.safeParse(params.get("lab"));
  const wanted = named.success ? named.data : (remembered ?? DEFAULT);

  const query = useQuery({
    queryKey: ["labs", "current", wanted],
    queryFn: ({ signal }) => apiGet(`/api/prompt-labs/${wanted}/`, Lab, { signal }),
  });

  const missing = query.error instanceof ApiError && query.error.status === 404;
  useEffect(() => {
    if (missing && wanted === remembered) writeRemembered(null);
  }, [missing, wanted, remembered]);

  // An address that names a lab is a choice, too: the next page, whose address names none, keeps it.
  const linked = named.success && query.isSuccess ? named.data : null;
  useEffect(() => {
    if (linked !== null) writeRemembered(linked);
  }, [linked]);

  const select = useCallback(
    (labId: string) => {
      writeRemembered(labId);
      const path = /^\/labs\/[^/]+/.test(pathname) ? `/labs/${labId}` : `${homeOf(pathname)}?lab=${labId}`;
      router.push(path);
    },
    [pathname, router],
  );

  return {
    labId: query.data?.id ?? null,
    lab: query.data,
    isPending: query.isPending,
    error: query.error,
    refetch: query.refetch,
    select,
  };
}

// A run belongs to one lab, so its page has no version for another.
function homeOf(pathname: string): string {
  return pathname.startsWith("/runs") ? "/" : pathname;
}
