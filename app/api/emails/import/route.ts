import { ImportQuery, ImportReport } from "@/lib/contracts/emails";
import { route } from "@/lib/http/route";
import { importEmails } from "@/lib/services/email-intake";

/** POST /api/emails/import: an .eml or .mbox file, as the body or as the form field `file`. */
export const POST = route({
  permission: "emails:write",
  query: ImportQuery,
  upload: {
    accepts: ["message/rfc822", "application/mbox", "application/octet-stream", "text/plain"],
    maxBytes: 26 * 1024 * 1024, // the largest file, and the form around it
  },
  response: ImportReport,
  status: 201,
  run: ({ query, upload }, ctx) => importEmails(ctx, { labId: query.labId, bytes: upload }),
});
