import { ConnectionTest, ConnectionTestRequest } from "@/lib/contracts/models";
import { route } from "@/lib/http/route";
import { testConnection } from "@/lib/services/connections";

/** POST /api/llm/test: tries a model out with small calls and tells what it could do. */
export const POST = route({
  permission: "labs:write",
  body: ConnectionTestRequest,
  response: ConnectionTest,
  run: ({ body }, ctx) => testConnection(ctx, body.choice),
});
