import type { z } from "zod";
import { AppError, type ErrorCode, type FieldError, isAppError } from "@/lib/errors";
import type { Log } from "@/lib/log";

const statusOf: Record<ErrorCode, { status: number; title: string }> = {
  invalid_request: { status: 400, title: "The request is not valid" },
  unauthorized: { status: 401, title: "Authorisation is needed" },
  forbidden: { status: 403, title: "Not allowed" },
  not_found: { status: 404, title: "Not found" },
  conflict: { status: 409, title: "Conflict" },
  in_progress: { status: 409, title: "Still in progress" },
  payload_too_large: { status: 413, title: "The request is too large" },
  unsupported_media_type: { status: 415, title: "Content type not supported" },
  provider_failed: { status: 502, title: "The language model failed" },
  unavailable: { status: 503, title: "Not available" },
};

/**
 * Any failure as an RFC 9457 problem document. An `AppError` tells its own story; anything else is
 * logged with its cause and answers 500 without it.
 */
export function problemResponse(error: unknown, log: Log): Response {
  if (!isAppError(error)) {
    log.error({ err: error }, "a request failed unexpectedly");
    return json(500, {
      type: "about:blank",
      title: "Internal error",
      status: 500,
      detail: "Something went wrong on the server. Its log has the cause.",
    });
  }
  const { status, title } = statusOf[error.code];
  const headers: Record<string, string> = {};
  if (error.retryAfterSeconds !== undefined) headers["retry-after"] = String(error.retryAfterSeconds);
  if (status === 401) headers["www-authenticate"] = "Bearer";
  return json(
    status,
    {
      ...error.extra,
      type: `urn:loop-learner:problem:${error.code}`,
      title,
      status,
      detail: error.message,
      ...(error.errors.length > 0 && { errors: error.errors }),
    },
    headers,
  );
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, {
    status,
    headers: { ...headers, "content-type": "application/problem+json", "cache-control": "no-store" },
  });
}

/** Parses with a schema; what does not fit becomes `invalid_request` with a path for each bad field. */
export function parseInput<T extends z.ZodType>(schema: T, value: unknown, where: string): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(
    (issue): FieldError => ({
      path: fieldPath(where, issue.path),
      message: issue.message,
    }),
  );
  const [first] = errors;
  throw new AppError(
    "invalid_request",
    first ? `${first.path}: ${first.message}` : "The input is not valid.",
    {
      errors,
    },
  );
}

const fieldPath = (where: string, path: readonly PropertyKey[]) =>
  path.reduce<string>(
    (soFar, key) => (typeof key === "number" ? `${soFar}[${key}]` : `${soFar}.${String(key)}`),
    where,
  );
