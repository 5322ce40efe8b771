import { expect, it } from "vitest";
import * as events from "@/app/api/optimization/runs/[runId]/events/route";
import type { Context } from "@/lib/context";
import { RunEvent } from "@/lib/contracts/runs";
import { triggerRun } from "@/lib/services/optimization";
import { cancelRun } from "@/lib/services/run-actions";
import { decideOn, shortSearch, work } from "./lab-work";
import { problemOf, send, serve } from "./requests";
import { eachDatabase, openOn } from "./stores";

const follow = (runId: string, headers: Record<string, string> = {}, signal?: AbortSignal) =>
  send(events.GET, `/api/optimization/runs/${runId}/events`, { params: { runId }, headers, signal });

/** The messages of a stream that ended, each with its id checked against its data. */
async function messagesOf(response: Response): Promise<RunEvent[]> {
  const text = await response.text();
  return text
    .split("\n\n")
    .filter((block) => block.startsWith("id: "))
    .map((block) => {
      const [, id, data] = /^id: (\d+)\ndata: (.+)$/.exec(block) ?? [];
      const event = RunEvent.parse(JSON.parse(data ?? ""));
      expect(event.seq).toBe(Number(id));
      return event;
    });
}

async function queuedRun(ctx: Context): Promise<string> {
  await shortSearch(ctx);
  await decideOn(ctx, 2);
  return (await triggerRun(ctx, { force: true })).runId;
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

eachDatabase((open) => {
  it("streams a run from its first line to its last while it goes on, and then ends", async () => {
    const ctx = await open();
    serve(ctx);
    const runId = await queuedRun(ctx);
    const response = await follow(runId);
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-cache, no-transform");
    expect(response.headers.get("x-accel-buffering")).toBe("no");

    const [messages] = await Promise.all([messagesOf(response), work(ctx)]);
    expect(messages.length).toBeGreaterThan(50);
    expect(messages.map(({ seq }) => seq)).toEqual(numbers(1, messages.length));
    expect(messages[0]).toMatchObject({ type: "note", message: "Queued by owner." });
    expect(messages.filter(({ type }) => type === "finished")).toEqual([messages.at(-1)]);

    // Who comes back after the third line gets the rest, and no line twice.
    const rest = await messagesOf(await follow(runId, { "last-event-id": "3" }));
    expect(rest).toEqual(messages.slice(3));
    // Who has seen all of it is let go.
    expect(await messagesOf(await follow(runId, { "last-event-id": String(messages.length) }))).toEqual([]);
  });
});

it("ends at once when the process stops", async () => {
  const ctx = await openOn("sqlite")();
  serve(ctx);
  const response = await follow(await queuedRun(ctx));
  const ended = messagesOf(response);
  const startedAt = performance.now();
  ctx.stopping.abort();
  await ended;
  expect(performance.now() - startedAt).toBeLessThan(300);
});

it("ends when the reader goes away", async () => {
  const ctx = await openOn("sqlite")();
  let looks = 0;
  const counting: Context["store"] = {
    ...ctx.store,
    get db() {
      looks += 1;
      return ctx.store.db;
    },
  };
  serve({ ...ctx, store: counting });
  const runId = await queuedRun(ctx);
  const response = await follow(runId);
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await new Promise((resolve) => setTimeout(resolve, 100));
  const before = looks;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(looks).toBe(before);
});

it("tells the end of a run that was cancelled", async () => {
  const ctx = await openOn("sqlite")();
  serve(ctx);
  const runId = await queuedRun(ctx);
  await cancelRun(ctx, runId);
  const [messages] = await Promise.all([follow(runId).then(messagesOf), work(ctx)]);
  expect(messages.at(-1)).toMatchObject({ type: "finished", message: expect.stringContaining("Cancelled") });
});

it("answers a run that is not there with a problem, not with a stream", async () => {
  serve(await openOn("sqlite")());
  await problemOf(await follow("00000000-0000-4000-8000-000000000000"), 404);
  await problemOf(await follow("7"), 400);
});
