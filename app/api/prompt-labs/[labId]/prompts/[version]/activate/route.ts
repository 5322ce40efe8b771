import { z } from "zod";
import { LabId } from "@/lib/contracts/labs";
import { Activation, PromptHistory } from "@/lib/contracts/prompts";
import { route } from "@/lib/http/route";
import { activatePrompt } from "@/lib/services/prompts";

/** POST /api/prompt-labs/:labId/prompts/:version/activate: makes a version live, forward or back. */
export const POST = route({
  permission: "prompts:write",
  params: z.object({ labId: LabId, version: z.coerce.number().int().min(1) }),
  body: Activation,
  response: PromptHistory,
  run: ({ params, body }, ctx) => activatePrompt(ctx, params.labId, { ...body, version: params.version }),
});
