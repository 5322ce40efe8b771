import { createHash } from "node:crypto";
import type { z } from "zod";
import { appContext, type Context } from "@/lib/context";
import { AppError, isAppError } from "@/lib/errors";
import { createLog, type Log } from "@/lib/log";
import { actorOf, type Permission, requirePermission } from "@/lib/services/access";
import { type Claim, claimKey, releaseKey, saveAnswer } from "@/lib/services/idempotency";
import { parseJson, readBytes } from "./body";
import { checkHost, checkOrigin } from "./guard";
import { parseInput, problemResponse } from "./problem";
import { uploadedBytes } from "./upload";

const JSON_BODY_MOST = 2 * 1024 * 1024;
const READ_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

type Parsed<S extends z.ZodType | undefined> = S extends z.ZodType ? z.infer<S> : undefined;

export interface RouteSpec<
  P extends z.ZodType | undefined,
  Q extends z.ZodType | undefined,
  B extends z.ZodType | undefined,
  R extends z.ZodType,
> {
  permission: Permission;
  params?: P;
  query?: Q;
  /** Schema of a JSON body. */
  body?: B;
  /** Takes bytes instead: content types accepted beside multipart/form-data, and the limit. */
  upload?: { accepts: readonly string[]; maxBytes: number };
  response: R;
  status?: number | ((answer: z.infer<R>) => number);
  run(
    input: { params: Parsed<P>; query: Parsed<Q>; body: Parsed<B>; upload: Uint8Array },
    ctx: Context,
  ): Promise<z.input<R>>;
}

export interface Segment {
  params: Promise<Record<string, string | string[] | undefined>>;
}

/**
 * A route handler from its declaration: checks Host, Origin and permission, parses all that comes in,
 * calls `run`, and parses its answer with `response` so that no column leaks. Failures become
 * `application/problem+json`. A POST with an `Idempotency-Key` runs once and answers the same again.
 */
export function route<
  R extends z.ZodType,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(spec: RouteSpec<P, Q, B, R>) {
  return async (request: Request, segment: Segment): Promise<Response> => {
    let log: Log | null = null;
    try {
      const ctx = await requestContext(request, spec.permission);
      log = ctx.log;
      const reads = READ_METHODS.has(request.method);
      const bytes = reads
        ? new Uint8Array()
        : await readBytes(request, spec.upload?.maxBytes ?? JSON_BODY_MOST);
      const contentType = request.headers.get("content-type");
      const part = <S extends z.ZodType | undefined>(schema: S | undefined, value: unknown, where: string) =>
        (schema ? parseInput(schema, value, where) : undefined) as Parsed<S>; // undefined exactly where S is
      const input = {
        params: part(spec.params, await segment.params, "params"),
        query: part(spec.query, Object.fromEntries(new URL(request.url).searchParams), "query"),
        body: part(spec.body, spec.body ? parseJson(bytes, contentType) : undefined, "body"),
        upload: spec.upload ? await uploadedBytes(bytes, contentType, spec.upload.accepts) : bytes,
      };

      const answer = async () => {
        const value = spec.response.parse(await spec.run(input, ctx));
        const status = typeof spec.status === "function" ? spec.status(value) : (spec.status ?? 200);
        return { status, body: JSON.stringify(value) };
      };
      const key = request.method === "POST" ? request.headers.get("idempotency-key") : null;
      return key === null ? respond(await answer()) : await once(ctx, key, request, bytes, answer);
    } catch (error) {
      return problemResponse(error, log ?? createLog("info"));
    }
  };
}

/** Who calls, checked; shared by JSON routes and event streams. */
export async function requestContext(request: Request, permission: Permission): Promise<Context> {
  const app = await appContext();
  const actor = actorOf(app.config, request.headers.get("authorization"));
  if (permission !== "public" && actor.kind !== "cron") checkHost(app.config, request.headers.get("host"));
  if (!READ_METHODS.has(request.method)) checkOrigin(app.config, request.headers);
  requirePermission(app.config, actor, permission);
  return { ...app, actor, signal: request.signal };
}

interface Answer {
  status: number;
  body: string;
}

async function once(
  ctx: Context,
  key: string,
  request: Request,
  bytes: Uint8Array,
  answer: () => Promise<Answer>,
): Promise<Response> {
  if (key.length < 1 || key.length > 200) {
    throw new AppError("invalid_request", "The header Idempotency-Key must have 1 to 200 characters.", {
      errors: [{ path: "headers.idempotency-key", message: "1 to 200 characters" }],
    });
  }
  const { pathname, search } = new URL(request.url);
  const scope = `${ctx.actor.name} ${request.method} ${pathname.replace(/\/+$/, "")}`;
  const requestHash = createHash("sha256").update(search).update("\n").update(bytes).digest("hex");

  const claim = await claimKey(ctx, { scope, key, requestHash });
  if (claim.kind === "answered") return respond(claim, { "idempotency-replayed": "true" });
  return respond(await settle(ctx, claim, answer));
}

async function settle(ctx: Context, claim: Claim, answer: () => Promise<Answer>): Promise<Answer> {
  try {
    const given = await answer();
    await saveAnswer(ctx, claim, given);
    return given;
  } catch (error) {
    // A refusal stored nothing, so the same key may be used again; after a defect the lease has to end first.
    if (isAppError(error)) await releaseKey(ctx, claim);
    throw error;
  }
}

const respond = ({ status, body }: Answer, headers: Record<string, string> = {}) =>
  new Response(body, {
    status,
    headers: { ...headers, "content-type": "application/json", "cache-control": "no-store" },
  });
