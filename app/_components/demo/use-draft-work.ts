"use client";

import { useMemo, useState } from "react";
import type { Draft } from "@/lib/contracts/emails";
import type { Ratings } from "./draft-reasons";

type Form = "edit" | "reject";

interface Work {
  form: Form | null;
  edit: string | null;
  rejection: string;
  ratings: Ratings;
}

const BLANK: Work = { form: null, edit: null, rejection: "", ratings: {} };

/**
 * What a person has begun on drafts and not sent yet: open forms, typed text, ratings of reasons.
 *
 * It lives above the email that is shown, so that a look at another email loses nothing.
 */
export function useDraftWork() {
  const [works, setWorks] = useState<ReadonlyMap<string, Work>>(new Map());

  return useMemo(() => {
    const of = (draftId: string) => works.get(draftId) ?? BLANK;
    const change = (draftId: string, make: (work: Work) => Partial<Work>) =>
      setWorks((known) => {
        const work = known.get(draftId) ?? BLANK;
        return new Map(known).set(draftId, { ...work, ...make(work) });
      });

    return {
      formOf: (draftId: string) => of(draftId).form,
      editOf: (draft: Pick<Draft, "id" | "content">) => of(draft.id).edit ?? draft.content,
      rejectionOf: (draftId: string) => of(draftId).rejection,
      ratingsOf: (draftId: string) => of(draftId).ratings,
      open: (draftId: string, form: Form) => change(draftId, () => ({ form })),
      close: (draftId: string) => change(draftId, () => ({ form: null })),
      setEdit: (draftId: string, edit: string) => change(draftId, () => ({ edit })),
      setRejection: (draftId: string, rejection: string) => change(draftId, () => ({ rejection })),
      rate: (draftId: string, reasonId: string, rating: boolean | null) =>
        change(draftId, ({ ratings }) => {
          const { [reasonId]: _before, ...others } = ratings;
          return { ratings: rating === null ? others : { ...others, [reasonId]: rating } };
        }),
      /** Begins again from a decision that stands, so that its text and ratings are at hand. */
      restore: (draftId: string, work: Partial<Pick<Work, "edit" | "rejection" | "ratings">>) =>
        change(draftId, () => work),
      /** Forgets what was begun on a draft once it is decided. */
      clear: (draftId: string) =>
        setWorks((known) => {
          const rest = new Map(known);
          rest.delete(draftId);
          return rest;
        }),
    };
  }, [works]);
}

export type DraftWork = ReturnType<typeof useDraftWork>;
