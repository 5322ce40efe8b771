import { ApiError } from "@/app/_hooks/api-client";

/**
 * Messages of a refused request by the path of their field, as `triggerConfig.minFeedbackCount`. The
 * server puts `body.` in front; several messages for one field are joined.
 *
 * @param error Anything that a mutation threw; what names no field gives an empty object.
 */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const byPath: Record<string, string> = {};
  for (const { path, message } of error.errors) {
    const field = path.replace(/^body\.?/, "");
    byPath[field] = byPath[field] === undefined ? message : `${byPath[field]}; ${message}`;
  }
  return byPath;
}
