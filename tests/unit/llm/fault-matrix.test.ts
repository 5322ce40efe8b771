import { createServer } from "node:net";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { type AppError, isAppError } from "@/lib/errors";
import type { Timeouts } from "@/lib/llm/deadline";
import { type Generation, ProviderError, type ProviderFailureKind } from "@/lib/llm/language-model";
import {
  type FaultName,
  faultNames,
  type Mode,
  type Opened,
  type Provider,
  providers,
} from "./fault-matrix-providers";
import { key, request } from "./openai-harness";

/** What the caller is to see, and how often the server is to be asked. */
interface Sight {
  kind: ProviderFailureKind | "answer";
  retryable: boolean;
  /** Words of the message, beside the server's name or address. */
  says: RegExp;
  requests: number;
  /** Waits between the requests, in milliseconds. */
  waits: number[];
}

const backoff = [250, 500, 1_000];
const passing = (kind: ProviderFailureKind, says: RegExp, waits = backoff): Sight => ({
  kind,
  retryable: true,
  says,
  requests: 4,
  waits,
});
const final = (kind: ProviderFailureKind, says: RegExp): Sight => ({
  kind,
  retryable: false,
  says,
  requests: 1,
  waits: [],
});
const answered: Sight = { kind: "answer", retryable: false, says: /./, requests: 1, waits: [] };

const patient: Timeouts = { connectMs: 2_000, firstTokenMs: 5_000, totalMs: 5_000 };

const rows: Record<FaultName, Sight> = {
  // The wait that is asked for, and half of 500 ms.
  "429, Retry-After in seconds": passing("rate_limited", /answered 429/, [2_250, 2_250, 2_250]),
  "429, Retry-After as a date": passing("rate_limited", /answered 429/, [9_250, 9_250, 9_250]),
  "429, no Retry-After": passing("rate_limited", /answered 429/),
  "500": passing("server_error", /answered 500/),
  "503, a web page": passing("server_error", /answered 503: a web page\./),
  "no answer at all": passing("timeout", /did not answer within 150 ms/),
  "silence before the first token": passing("timeout", /sent no first token within 120 ms/),
  "a slow drip": passing("timeout", /did not answer within 150 ms/),
  "a reset in the middle": passing("connection", /closed the connection before its answer was complete/),
  "truncated JSON": passing("invalid_response", /breaks off|broke off|not JSON/),
  "HTML with status 200": passing("invalid_response", /a web page instead of/),
  "text/plain with status 200": passing("invalid_response", /not JSON|no stream|broke off/),
  "an error with status 200": passing("server_error", /upstream is busy/),
  "an error amid the stream": passing("server_error", /upstream died/),
  "a stream without its end": passing("invalid_response", /broke off|breaks off/),
  "no choices": passing("invalid_response", /missing or malformed|broke off|breaks off/),
  "empty content": passing("empty_answer", /gave an empty answer/),
  "length, with text": answered,
  "length, without text": passing("empty_answer", /spent its 200 tokens without any text/),
  "a content filter amid the text": final("refused", /filter|declined/),
  "log-probs missing": answered,
  "log-probs null": answered,
};

const timeouts: Partial<Record<FaultName, Timeouts>> = {
  "no answer at all": { ...patient, totalMs: 150 },
  "a slow drip": { ...patient, totalMs: 150 },
  "silence before the first token": { ...patient, firstTokenMs: 120 },
};

const table: string[][] = [];
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ close }) => close()));
});

afterAll(() => {
  const header = [
    "fault",
    "provider",
    "mode",
    "the caller saw",
    "retried?",
    "requests",
    "waits in ms",
    "message",
  ];
  const order = new Map<string | undefined, number>(
    ["time-out of connecting", ...faultNames].map((name, index) => [name, index]),
  );
  const sorted = table.sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  const widths = header.map((name, column) =>
    Math.max(name.length, ...sorted.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  console.log(
    ["", line(header), line(widths.map((width) => "-".repeat(width))), ...sorted.map(line)].join("\n"),
  );
});

interface Outcome {
  generation: Generation | null;
  error: AppError | null;
  pieces: string[];
}

async function ask({ model }: Pick<Opened, "model">, mode: Mode): Promise<Outcome> {
  let pieces: string[] = [];
  const options = {
    onText: (piece: string) => void pieces.push(piece),
    onRestart: () => {
      pieces = [];
    },
  };
  try {
    const generation = await model.generate(request(), mode === "streamed" ? options : {});
    return { generation, error: null, pieces };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { generation: null, error, pieces };
  }
}

interface Seen {
  name: string;
  provider: Provider;
  mode: Mode;
  outcome: Outcome;
  requests: number;
  waits: readonly number[];
}

function note({ name, provider, mode, outcome: { generation, error }, requests, waits }: Seen): void {
  const cause = error?.cause instanceof ProviderError ? error.cause : null;
  const address = /https?:\/\/127\.0\.0\.1:\d+(\/v1)?/g;
  table.push([
    name,
    provider.name,
    mode,
    cause?.kind ??
      (generation ? `answer, ${generation.finishReason}${generation.tokens ? "" : ", no log-probs"}` : "?"),
    cause === null ? "-" : cause.retryable ? "yes" : "no",
    String(requests),
    waits.join(" ") || "-",
    (error?.message ?? `"${generation?.text.replaceAll(/\s+/g, " ")}"`).replaceAll(address, "URL"),
  ]);
}

function expectSight({ outcome: { generation, error }, requests, waits }: Seen, sight: Sight): void {
  expect(requests).toBe(sight.requests);
  expect(waits).toEqual(sight.waits);
  if (sight.kind === "answer") {
    expect(error).toBeNull();
    expect(generation?.text).toContain("Hello Ann,");
    expect(generation?.attempts).toBe(1);
    return;
  }
  // No fault is ever an answer.
  expect(generation).toBeNull();
  expect(error).toMatchObject({
    code: "provider_failed",
    cause: { kind: sight.kind, retryable: sight.retryable },
    extra: { kind: sight.kind, attempts: sight.requests },
  });
  expect(error?.message).toMatch(sight.says);
  expect(error?.message).toMatch(/^[A-Z].*\.$/);
  expect(error?.message).not.toContain(key);
}

const modes = ["whole", "streamed"] as const;
const cases = providers.flatMap((provider) =>
  faultNames.flatMap((name) =>
    modes
      .filter((mode) => provider.knows(name, mode))
      .map((mode) => ({ provider, id: provider.name, name, mode })),
  ),
);

describe("the fault matrix", () => {
  it.each(cases)("$id, $mode: $name", async ({ provider, name, mode }) => {
    const sight = rows[name];
    const opened = await provider.open({ name, mode, times: sight.requests }, timeouts[name] ?? patient);
    open.push(opened);
    const outcome = await ask(opened, mode);
    const seen = { name, provider, mode, outcome, requests: opened.requests(), waits: opened.waits };
    note(seen);
    expectSight(seen, sight);
    if (outcome.generation?.finishReason === "length")
      expect(outcome.generation.text).toBe("Hello Ann, your");
    if (name.startsWith("log-probs")) expect(outcome.generation?.tokens).toBeNull();

    // The next call finds a server that is well again.
    const later = await ask(opened, mode);
    expect(later.error).toBeNull();
    expect(later.generation).toMatchObject({ attempts: 1, finishReason: "stop" });
    if (mode === "streamed") expect(later.pieces.join("")).toBe(later.generation?.text);
  });

  const passingCases = cases.filter(({ name }) => rows[name].retryable && timeouts[name] === undefined);
  it.each(passingCases)("$id, $mode: once $name, then an answer", async ({ provider, name, mode }) => {
    const opened = await provider.open({ name, mode, times: 1 }, patient);
    open.push(opened);
    const { generation, pieces } = await ask(opened, mode);
    expect(generation).toMatchObject({ attempts: 2, finishReason: "stop" });
    expect(generation?.text).toContain("Hello Ann,");
    expect(opened.requests()).toBe(2);
    expect(opened.waits).toHaveLength(1);
    // What the failed try had told is void.
    if (mode === "streamed") expect(pieces.join("")).toBe(generation?.text);
  });

  it.each(providers.flatMap((provider) => modes.map((mode) => ({ provider, id: provider.name, mode }))))(
    "$id, $mode: time-out of connecting",
    async ({ provider, mode }) => {
      let connections = 0;
      // Takes connections and never speaks TLS.
      const mute = createServer((socket) => {
        connections += 1;
        socket.on("error", () => {}).resume();
      });
      await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
      open.push({ close: () => new Promise((resolve) => mute.close(() => resolve())) });
      const address = mute.address();
      if (address === null || typeof address === "string") throw new Error("no port");

      const model = provider.on(`https://127.0.0.1:${address.port}/v1`, { ...patient, connectMs: 80 });
      const outcome = await ask(model, mode);
      const seen = {
        name: "time-out of connecting",
        provider,
        mode,
        outcome,
        requests: connections,
        waits: model.waits,
      };
      note(seen);
      expectSight(seen, passing("timeout", /No connection to .* within 80 ms/));
    },
  );
});
