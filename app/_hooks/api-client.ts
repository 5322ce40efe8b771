import { z } from "zod";
import { Problem } from "@/lib/contracts/common";

/** The server's problem document; some problems carry members of their own (`runId`, `conditions`, …). */
export type ProblemDocument = Problem & Record<string, unknown>;

/** A request that did not succeed. `status` 0 means that no answer came, or none that could be read. */
export class ApiError extends Error {
  readonly problem: ProblemDocument;

  constructor(problem: ProblemDocument) {
    super(problem.detail === "" ? problem.title : problem.detail);
    this.name = "ApiError";
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }
  get title(): string {
    return this.problem.title;
  }
  get detail(): string {
    return this.problem.detail;
  }
  get errors(): { path: string; message: string }[] {
    return this.problem.errors ?? [];
  }
}

/** Title, detail and field errors of anything that was thrown, ready to be shown. */
export function describeError(error: unknown): {
  title: string;
  detail: string;
  errors: { path: string; message: string }[];
} {
  if (error instanceof ApiError) return { title: error.title, detail: error.detail, errors: error.errors };
  return { title: "Something went wrong", detail: error instanceof Error ? error.message : "", errors: [] };
}

/**
 * Reads `path` and parses the answer.
 *
 * @throws {ApiError} with the server's problem, or status 0 when there was no readable answer.
 */
export function apiGet<T>(
  path: string,
  schema: z.ZodType<T>,
  options: { signal?: AbortSignal } = {},
): Promise<T> {
  return send(path, { method: "GET", signal: options.signal }, schema);
}

/** Posts `body` as JSON (nothing when undefined) and parses the answer. Errors as `apiGet`. */
export function apiPost<T>(
  path: string,
  body: unknown,
  schema: z.ZodType<T>,
  options: { idempotencyKey?: string } = {},
): Promise<T> {
  return send(path, withJson("POST", body, options.idempotencyKey), schema);
}

/** Changes what is at `path` and parses the answer. Errors as `apiGet`. */
export function apiPatch<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
  return send(path, withJson("PATCH", body), schema);
}

/** Deletes what is at `path` and parses the answer. Errors as `apiGet`. */
export function apiDelete<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  return send(path, { method: "DELETE" }, schema);
}

/** Posts a file as it is, under `contentType`, and parses the answer. Errors as `apiGet`. */
export function apiUpload<T>(
  path: string,
  file: Blob,
  contentType: string,
  schema: z.ZodType<T>,
): Promise<T> {
  return send(path, { method: "POST", body: file, headers: { "content-type": contentType } }, schema);
}

/** `path` with those of `values` that are set as its query. */
export function withQuery(path: string, values: Record<string, string | number | null | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

function withJson(method: string, body: unknown, idempotencyKey?: string): RequestInit {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (idempotencyKey !== undefined) headers["idempotency-key"] = idempotencyKey;
  return { method, headers, body: JSON.stringify(body ?? {}) };
}

async function send<T>(path: string, init: RequestInit, schema: z.ZodType<T>): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw unreadable("The server did not answer", "Check that it is running, then try again.");
  }

  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new ApiError(problemOf(body, response.status));

  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw unreadable("The answer could not be read", z.prettifyError(parsed.error));
}

function problemOf(body: unknown, status: number): ProblemDocument {
  const parsed = z.looseObject(Problem.shape).safeParse(body);
  if (parsed.success) return parsed.data;
  return {
    type: "about:blank",
    title: `The server answered ${status}`,
    status,
    detail: "It gave no reason.",
  };
}

function unreadable(title: string, detail: string): ApiError {
  return new ApiError({ type: "about:blank", title, status: 0, detail });
}
