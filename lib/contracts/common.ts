import { z } from "zod";
import { storable } from "@/lib/engine/text/storable";

/** UUIDv7 made by the application. */
export const Id = z.uuid();

/** UTC with milliseconds, as `2026-09-14T14:02:00.000Z`. */
export const Time = z.iso.datetime();

/** Asks for one page of a list. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** One page of a list; `nextCursor` is null on the last. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** Picks the lab by id; the default lab serves where none is named. */
export const LabQuery = z.object({ labId: Id.optional() });

/** Text that a person typed, possibly none, as the databases can keep it. */
export const anyText = (most: number) => z.string().max(most).transform(storable);

/** Text that a person typed: not only white space. */
export const text = (most: number) =>
  anyText(most).refine((value) => value.trim().length > 0, "must not be empty");

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
