import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { PriceEntry } from "@/lib/contracts/models";
import { route } from "@/lib/http/route";
import { removePrice } from "@/lib/services/prices";

/** DELETE /api/llm/prices/:priceId: removes a line of the own price table. */
export const DELETE = route({
  permission: "labs:write",
  params: z.object({ priceId: Id }),
  response: PriceEntry,
  run: ({ params }, ctx) => removePrice(ctx, params.priceId),
});
