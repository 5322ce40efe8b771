import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { DraftRequest, Drafts } from "@/lib/contracts/emails";
import { route } from "@/lib/http/route";
import { generateDrafts } from "@/lib/services/drafts";

/** POST /api/emails/:emailId/generate-drafts: a new round of drafts with their reasons. */
export const POST = route({
  permission: "emails:write",
  params: z.object({ emailId: Id }),
  body: DraftRequest,
  response: Drafts,
  status: 201,
  run: ({ params, body }, ctx) => generateDrafts(ctx, { emailId: params.emailId, count: body.count }),
});
