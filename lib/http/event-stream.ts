import type { z } from "zod";
import type { Context } from "@/lib/context";
import { createLog } from "@/lib/log";
import type { Permission } from "@/lib/services/access";
import { parseInput, problemResponse } from "./problem";
import { requestContext, type Segment } from "./route";

const HEARTBEAT_MS = 15_000;

interface StreamSpec<P extends z.ZodType> {
  permission: Permission;
  params: P;
  /**
   * Checks the request before the first byte is sent, then yields events newer than `after` until the
   * subject has ended or `signal` aborts.
   */
  open(
    input: { params: z.infer<P>; after: number },
    ctx: Context,
    signal: AbortSignal,
  ): Promise<AsyncIterable<{ id: number; data: unknown }>>;
}

/** A server-sent event stream. It ends with the caller, with its subject, or when the process stops. */
export function eventRoute<P extends z.ZodType>(spec: StreamSpec<P>) {
  return async (request: Request, segment: Segment): Promise<Response> => {
    try {
      const ctx = await requestContext(request, spec.permission);
      const params = parseInput(spec.params, await segment.params, "params");
      const gone = new AbortController();
      const signal = AbortSignal.any([request.signal, ctx.stopping.signal, gone.signal]);
      const after = Number.parseInt(request.headers.get("last-event-id") ?? "0", 10) || 0;
      const events = await spec.open({ params, after }, ctx, signal);
      return new Response(encode(events, ctx, { signal, gone }), {
        headers: {
          "content-type": "text/event-stream; charset=utf-8",
          "cache-control": "no-cache, no-transform",
          "x-accel-buffering": "no",
        },
      });
    } catch (error) {
      return problemResponse(error, createLog("info"));
    }
  };
}

function encode(
  events: AsyncIterable<{ id: number; data: unknown }>,
  ctx: Context,
  { signal, gone }: { signal: AbortSignal; gone: AbortController },
): ReadableStream<Uint8Array> {
  const utf8 = new TextEncoder();
  return new ReadableStream({
    async start(controller) {
      const send = (text: string) => {
        if (!signal.aborted) controller.enqueue(utf8.encode(text));
      };
      // A comment line keeps proxies from closing a quiet stream.
      const heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MS);
      try {
        send("retry: 1000\n\n");
        for await (const { id, data } of events) send(`id: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
      } catch (error) {
        if (!signal.aborted) ctx.log.error({ err: error }, "an event stream failed");
      } finally {
        clearInterval(heartbeat);
        if (!gone.signal.aborted) controller.close();
      }
    },
    // The reader went away; a stream that was cancelled must not be written to or closed again.
    cancel: () => gone.abort(),
  });
}
