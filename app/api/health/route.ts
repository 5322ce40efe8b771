import { Health } from "@/lib/contracts/system";
import { route } from "@/lib/http/route";
import { getHealth } from "@/lib/services/system";

export const dynamic = "force-dynamic";

/** GET /api/health: the process answers. */
export const GET = route({ permission: "public", response: Health, run: (_input, ctx) => getHealth(ctx) });
