import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { EmailDetail } from "@/lib/contracts/emails";
import { route } from "@/lib/http/route";
import { getEmail } from "@/lib/services/emails";

/** GET /api/emails/:emailId: the email with the drafts of its latest round. */
export const GET = route({
  permission: "read",
  params: z.object({ emailId: Id }),
  response: EmailDetail,
  run: ({ params }, ctx) => getEmail(ctx, params.emailId),
});
