import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { Feedback } from "@/lib/contracts/feedback";
import { route } from "@/lib/http/route";
import { undoFeedback } from "@/lib/services/feedback";

/** POST /api/feedback/:feedbackId/undo: takes a decision back; the one it replaced counts again. */
export const POST = route({
  permission: "feedback:write",
  params: z.object({ feedbackId: Id }),
  response: Feedback,
  run: ({ params }, ctx) => undoFeedback(ctx, params.feedbackId),
});
