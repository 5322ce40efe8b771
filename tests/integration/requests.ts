import { expect } from "vitest";
import type { AppContext } from "@/lib/context";
import { Problem } from "@/lib/contracts/common";
import type { Segment } from "@/lib/http/route";
import { afterTest } from "./stores";

type Handler = (request: Request, segment: Segment) => Promise<Response>;

interface RequestOptions {
  method?: string;
  params?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is, with the content type among the headers. */
  body?: BodyInit;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

const HOST = "127.0.0.1:3000";

/** Makes this the context of the process, as instrumentation does at boot. */
export function serve(ctx: AppContext): void {
  // The product keeps it there, since its bundles share nothing else.
  const shared = globalThis as typeof globalThis & { loopLearnerContext?: Promise<AppContext> };
  shared.loopLearnerContext = Promise.resolve(ctx);
  afterTest(async () => {
    delete shared.loopLearnerContext;
  });
}

/** Calls a route handler as Next.js does, with a real request. */
export function send(handler: Handler, path: string, options: RequestOptions = {}): Promise<Response> {
  const { json, body = json === undefined ? undefined : JSON.stringify(json), params = {} } = options;
  const headers = {
    host: HOST,
    ...(json !== undefined && { "content-type": "application/json" }),
    ...options.headers,
  };
  const method = options.method ?? (body === undefined ? "GET" : "POST");
  const request = new Request(`http://${HOST}${path}`, { method, headers, body, signal: options.signal });
  return handler(request, { params: Promise.resolve(params) });
}

/** The JSON of an answer of that status. */
export async function answerOf<T>(response: Response, status = 200): Promise<T> {
  const text = await response.text();
  expect(response.status, text).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/json");
  return JSON.parse(text);
}

/** The problem document of an answer of that status, with the members of its own. */
export async function problemOf(response: Response, status: number) {
  const text = await response.text();
  expect(response.status, text).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = Problem.loose().parse(JSON.parse(text));
  expect(problem.status).toBe(status);
  return problem;
}
