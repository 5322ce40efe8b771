import { PageQuery } from "@/lib/contracts/common";
import { Lab, LabPage, NewLab } from "@/lib/contracts/labs";
import { route } from "@/lib/http/route";
import { createLab, getLabs } from "@/lib/services/labs";

/** GET /api/prompt-labs: all labs, oldest first. */
export const GET = route({
  permission: "read",
  query: PageQuery,
  response: LabPage,
  run: ({ query }, ctx) => getLabs(ctx, query),
});

/** POST /api/prompt-labs: a lab with its first prompt, live. */
export const POST = route({
  permission: "labs:write",
  body: NewLab,
  response: Lab,
  status: 201,
  run: ({ body }, ctx) => createLab(ctx, body),
});
