import { LlmStatus } from "@/lib/contracts/system";
import { route } from "@/lib/http/route";
import { getLlmStatus } from "@/lib/services/system";

/** GET /api/llm/status: asks the configured provider now. */
export const GET = route({
  permission: "read",
  response: LlmStatus,
  run: (_input, ctx) => getLlmStatus(ctx),
});
