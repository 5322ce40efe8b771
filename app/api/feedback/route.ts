import { LabQuery, PageQuery } from "@/lib/contracts/common";
import { FeedbackPage } from "@/lib/contracts/feedback";
import { route } from "@/lib/http/route";
import { getFeedback } from "@/lib/services/feedback";

/** GET /api/feedback: a lab's decisions, newest first, with those superseded or undone. */
export const GET = route({
  permission: "read",
  query: PageQuery.extend(LabQuery.shape),
  response: FeedbackPage,
  run: ({ query }, ctx) => getFeedback(ctx, query),
});
