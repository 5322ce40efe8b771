"use server";

import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { NewFeedback } from "@/lib/contracts/feedback";
import { action } from "@/lib/http/action";
import { recordFeedback } from "@/lib/services/feedback";

/** Stores one decision from the Demo page. Public like any endpoint: parsed and authorised here. */
export const submitFeedback = action({
  permission: "feedback:write",
  input: z.object({ draftId: Id, feedback: NewFeedback }),
  run: (input, ctx) => recordFeedback(ctx, input),
});
