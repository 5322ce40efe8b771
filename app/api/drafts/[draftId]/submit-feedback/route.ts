import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { FeedbackReceipt, NewFeedback } from "@/lib/contracts/feedback";
import { route } from "@/lib/http/route";
import { recordFeedback } from "@/lib/services/feedback";

/** POST /api/drafts/:draftId/submit-feedback: stores one decision and returns its reward. */
export const POST = route({
  permission: "feedback:write",
  params: z.object({ draftId: Id }),
  body: NewFeedback,
  response: FeedbackReceipt,
  status: 201,
  run: ({ params, body }, ctx) => recordFeedback(ctx, { draftId: params.draftId, feedback: body }),
});
