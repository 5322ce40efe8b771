/** The expected ways in which a request can fail, each with one HTTP status (see `lib/http/problem.ts`). */
export type ErrorCode =
  | "invalid_request"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "in_progress"
  | "payload_too_large"
  | "unsupported_media_type"
  | "provider_failed"
  | "unavailable";

export interface FieldError {
  /** Where in the input, as `body.cases[3].input.subject`. */
  path: string;
  message: string;
}

interface AppErrorOptions {
  errors?: readonly FieldError[];
  /** Further members of the problem document, such as the conditions that failed. */
  extra?: Record<string, unknown>;
  retryAfterSeconds?: number;
  cause?: unknown;
}

// Instrumentation and routes are bundled apart and hold different copies of the class, so `instanceof`
// fails between them; the brand is shared through the global symbol registry.
const brand = Symbol.for("loop-learner.app-error");

/** A failure that the caller can act on. Anything else that is thrown is a defect and answers 500. */
export class AppError extends Error {
  readonly [brand] = true;
  readonly errors: readonly FieldError[];
  readonly extra: Record<string, unknown>;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    { errors = [], extra = {}, retryAfterSeconds, cause }: AppErrorOptions = {},
  ) {
    super(message, { cause });
    this.name = "AppError";
    this.errors = errors;
    this.extra = extra;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export function isAppError(error: unknown): error is AppError {
  return typeof error === "object" && error !== null && (error as Record<symbol, unknown>)[brand] === true;
}
