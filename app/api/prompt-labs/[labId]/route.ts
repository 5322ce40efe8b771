import { z } from "zod";
import { Lab, LabChange, LabId } from "@/lib/contracts/labs";
import { route } from "@/lib/http/route";
import { changeLab, getLab } from "@/lib/services/labs";

const params = z.object({ labId: LabId });

/** GET /api/prompt-labs/:labId: one lab with its settings; `default` names the default lab. */
export const GET = route({
  permission: "read",
  params,
  response: Lab,
  run: ({ params }, ctx) => getLab(ctx, params.labId),
});

/** PATCH /api/prompt-labs/:labId: changes name, description or settings. */
export const PATCH = route({
  permission: "labs:write",
  params,
  body: LabChange,
  response: Lab,
  run: ({ params, body }, ctx) => changeLab(ctx, params.labId, body),
});
