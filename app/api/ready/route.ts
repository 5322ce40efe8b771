import { Readiness } from "@/lib/contracts/system";
import { route } from "@/lib/http/route";
import { getReadiness } from "@/lib/services/system";

export const dynamic = "force-dynamic";

/** GET /api/ready: 200 when this process can do its work, else 503 with what is wrong. */
export const GET = route({
  permission: "public",
  response: Readiness,
  status: ({ ready }) => (ready ? 200 : 503),
  run: (_input, ctx) => getReadiness(ctx),
});
