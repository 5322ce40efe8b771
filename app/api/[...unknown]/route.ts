import { z } from "zod";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";

const unknown = route({
  permission: "public",
  response: z.never(),
  run: async () => {
    throw new AppError("not_found", "There is no such address in this API.");
  },
});

/** Any other address under /api answers as the API does, not with a page. */
export { unknown as DELETE, unknown as GET, unknown as PATCH, unknown as POST, unknown as PUT };
