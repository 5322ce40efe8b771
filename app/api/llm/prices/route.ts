import { NewPriceEntry, PriceEntry, PriceTable } from "@/lib/contracts/models";
import { route } from "@/lib/http/route";
import { getPrices, setPrice } from "@/lib/services/prices";

/** GET /api/llm/prices: the own price table, and the prices that hold today. */
export const GET = route({
  permission: "read",
  response: PriceTable,
  run: (_input, ctx) => getPrices(ctx),
});

/** POST /api/llm/prices: adds a line, or replaces that of the same model and day. */
export const POST = route({
  permission: "labs:write",
  body: NewPriceEntry,
  response: PriceEntry,
  status: 201,
  run: ({ body }, ctx) => setPrice(ctx, body),
});
