import { z } from "zod";
import { LabId } from "@/lib/contracts/labs";
import { NewPromptVersion, PromptHistory, PromptVersion } from "@/lib/contracts/prompts";
import { route } from "@/lib/http/route";
import { getPromptHistory, writePrompt } from "@/lib/services/prompts";

const params = z.object({ labId: LabId });

/** GET /api/prompt-labs/:labId/prompts: every version and every change of the live one. */
export const GET = route({
  permission: "read",
  params,
  response: PromptHistory,
  run: ({ params }, ctx) => getPromptHistory(ctx, params.labId),
});

/** POST /api/prompt-labs/:labId/prompts: a version that a person wrote. */
export const POST = route({
  permission: "prompts:write",
  params,
  body: NewPromptVersion,
  response: PromptVersion,
  status: 201,
  run: ({ params, body }, ctx) => writePrompt(ctx, params.labId, body),
});
