"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useState } from "react";
import { z } from "zod";

const Id = z.uuid();

/** Below this width the inbox gives way to the email that is open; the same as `wide` in globals.css. */
const WIDE = "(min-width: 68.75rem)";

/**
 * The email that is open, kept in the address so that it can be linked to and the browser's Back works.
 *
 * `focusId` is the email whose heading takes the focus, because the place that had it is gone.
 */
export function useSelection() {
  const params = useSearchParams();
  const named = Id.safeParse(params.get("email"));
  const openId = named.success ? named.data : null;
  const [focusId, setFocusId] = useState<string | null>(null);

  const hrefOf = useCallback((emailId: string | null) => address(params, { email: emailId }), [params]);

  const open = useCallback(
    (emailId: string | null, { focus = false }: { focus?: boolean } = {}) => {
      setFocusId(focus || !window.matchMedia(WIDE).matches ? emailId : null);
      // Next.js follows the browser's own history; its router would ask the server for the page again.
      window.history.pushState(null, "", hrefOf(emailId));
    },
    [hrefOf],
  );

  const nameLab = useCallback(
    (labId: string) => window.history.replaceState(null, "", address(params, { lab: labId })),
    [params],
  );

  return { openId, focusId, hrefOf, open, nameLab };
}

function address(params: { toString(): string }, changes: Record<string, string | null>): string {
  const query = new URLSearchParams(params.toString());
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === "" ? "/" : `/?${text}`;
}
