import { Email, SyntheticRequest } from "@/lib/contracts/emails";
import { route } from "@/lib/http/route";
import { generateSyntheticEmail } from "@/lib/services/email-intake";

/** POST /api/generate-synthetic-email: adds a made-up email to a lab's inbox. */
export const POST = route({
  permission: "emails:write",
  body: SyntheticRequest,
  response: Email,
  status: 201,
  run: ({ body }, ctx) => generateSyntheticEmail(ctx, body),
});
