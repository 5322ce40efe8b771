import { EmailPage, EmailQuery } from "@/lib/contracts/emails";
import { route } from "@/lib/http/route";
import { getEmails } from "@/lib/services/emails";

/** GET /api/emails: a lab's inbox, latest arrivals first. */
export const GET = route({
  permission: "read",
  query: EmailQuery,
  response: EmailPage,
  run: ({ query }, ctx) => getEmails(ctx, query),
});
