import { createServer, type RequestListener, type Server } from "node:http";
import type { Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type Scope, underDeadline } from "@/lib/llm/deadline";
import { ProviderError } from "@/lib/llm/language-model";
import { BodyTooLarge, createTransport, StatusFailure } from "@/lib/llm/transport";
import { thrown } from "./openai-harness";

const open: { server: Server; sockets: Set<Socket> }[] = [];

async function serve(listener: RequestListener) {
  const server = createServer(listener);
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({ server, sockets });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    /** Sockets that the server still holds. */
    get live() {
      return sockets.size;
    },
    get connections() {
      return connections;
    },
  };
}

afterEach(async () => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

const transport = createTransport({ connectMs: 1_000 });
const megabyte = Buffer.alloc(1024 * 1024, "x");

describe("createTransport", () => {
  it("sends method, headers and body with their length, and reads the answer", async () => {
    const seen: unknown[] = [];
    const { url } = await serve((request, response) => {
      let body = "";
      request
        .on("data", (chunk) => (body += chunk))
        .on("end", () => {
          seen.push([request.method, request.headers["x-key"], request.headers["content-length"], body]);
          response.writeHead(201, { "x-answer": "yes" }).end("Grüße");
        });
    });
    const response = await transport(url, { method: "POST", headers: { "x-key": "k" }, body: "häh" });
    expect([response.status, response.headers.get("x-answer"), await response.text()]).toEqual([
      201,
      "yes",
      "Grüße",
    ]);
    expect(seen).toEqual([["POST", "k", "4", "häh"]]);
  });

  it("uses each connection once", async () => {
    const server = await serve((_, response) => response.end("ok"));
    for (let count = 0; count < 3; count++) await (await transport(server.url)).text();
    expect(server.connections).toBe(3);
    await expect.poll(() => server.live).toBe(0);
  });

  it("bounds a body while it streams, and lets go of the socket", async () => {
    let sent = 0;
    const server = await serve((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(megabyte)) sent += 1;
        sent += 1;
      };
      response.on("drain", more);
      more();
    });
    const response = await transport(server.url);
    expect(await thrown(response.text())).toBeInstanceOf(BodyTooLarge);
    await expect.poll(() => server.live).toBe(0);
    // 16 MB and what the sockets hold; a body without end would go on.
    expect(sent).toBeLessThan(64);
  });

  it.each([301, 302, 307, 308])("follows no redirect: %d", async (status) => {
    const server = await serve((_, response) => response.writeHead(status, { location: "/elsewhere" }).end());
    const error = await thrown(transport(server.url));
    expect(error).toBeInstanceOf(StatusFailure);
    expect(error).toMatchObject({ status });
    expect(server.connections).toBe(1);
  });

  it("takes the beginning of an error's body and waits for no more", async () => {
    const server = await serve((_, response) => {
      response.writeHead(500, { "retry-after": "3" });
      const more = () => {
        while (!response.destroyed && response.write(megabyte)) {}
      };
      response.on("drain", more);
      more();
    });
    const error = await thrown(transport(server.url));
    expect(error).toBeInstanceOf(StatusFailure);
    if (!(error instanceof StatusFailure)) return;
    expect([error.status, error.headers.get("retry-after"), error.body.length]).toEqual([500, "3", 65_536]);
    await expect.poll(() => server.live).toBe(0);
  });

  it.each([
    { case: "before it is sent", abort: "before" },
    { case: "while the answer is awaited", abort: "headers" },
    { case: "in the middle of the body", abort: "body" },
  ])("ends at once when it is aborted $case, and closes the socket", async ({ abort }) => {
    const server = await serve((_, response) => {
      if (abort === "body") response.write("some");
    });
    const controller = new AbortController();
    if (abort === "before") controller.abort();
    const reading = transport(server.url, { signal: controller.signal }).then(async (response) => {
      const reader = response.body?.getReader();
      await reader?.read();
      controller.abort();
      return reader?.read();
    });
    if (abort === "headers") {
      await expect.poll(() => server.live).toBe(1);
      controller.abort();
    }
    const startedAt = performance.now();
    expect(await thrown(reading)).toBeInstanceOf(Error);
    expect(performance.now() - startedAt).toBeLessThan(500);
    await expect.poll(() => server.live).toBe(0);
  });

  it("closes the socket of a body that nobody wants to the end", async () => {
    const server = await serve((_, response) => void response.write("some"));
    const response = await transport(server.url);
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await expect.poll(() => server.live).toBe(0);
  });

  it.each([
    { case: "a reset", end: (socket: Socket) => void socket.resetAndDestroy() },
    { case: "an early end", end: (socket: Socket) => void socket.end() },
  ])("never takes $case for the end of the body", async ({ end }) => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write("half", () => response.socket && end(response.socket));
    });
    expect(await thrown(transport(url).then((response) => response.text()))).toMatchObject({
      code: "ECONNRESET",
    });
  });
});

describe("underDeadline", () => {
  const limits = { totalMs: 5_000, firstTokenMs: null, signal: undefined, server: "The server" };
  const never = ({ signal }: Scope) =>
    // It takes its time to give up, so that a second time-out may pass meanwhile.
    new Promise<never>((_, reject) =>
      signal.addEventListener("abort", () => setTimeout(() => reject(new Error("aborted")), 60)),
    );

  it("returns the value and the time it took", async () => {
    const { value, latencyMs } = await underDeadline(
      async ({ elapsedMs }) => {
        await new Promise((resolve) => setTimeout(resolve, 30));
        return elapsedMs();
      },
      limits,
      () => null,
    );
    // Timers of Node may fire a millisecond early.
    expect(value).toBeGreaterThanOrEqual(29);
    expect(latencyMs).toBeGreaterThanOrEqual(value);
  });

  it.each([
    { case: "the whole", limits: { totalMs: 30 }, message: "The server did not answer within 30 ms." },
    {
      case: "the first token",
      limits: { firstTokenMs: 30 },
      message: "The server sent no first token within 30 ms.",
    },
    {
      case: "the whole, though the first token came",
      limits: { totalMs: 60, firstTokenMs: 30 },
      arrives: true,
      message: "The server did not answer within 60 ms.",
    },
    {
      case: "the first of two that are missed",
      limits: { totalMs: 60, firstTokenMs: 30 },
      message: "The server sent no first token within 30 ms.",
    },
  ])("bounds $case", async ({ limits: changes, arrives = false, message }) => {
    const error = await thrown(
      underDeadline(
        (scope) => {
          if (arrives) scope.arrived();
          return never(scope);
        },
        { ...limits, ...changes },
        () => null,
      ),
    );
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ kind: "timeout", retryable: true, message });
  });

  it.each([
    { case: "before", beforeMs: null },
    { case: "in the middle", beforeMs: 20 },
  ])("tells being cancelled from a time-out: $case", async ({ beforeMs }) => {
    const signal = beforeMs === null ? AbortSignal.abort() : AbortSignal.timeout(beforeMs);
    const error = await thrown(underDeadline(never, { ...limits, signal }, () => null));
    expect(error).toMatchObject({ kind: "cancelled", retryable: false });
  });

  it("passes other failures to be understood, and a defect as it is", async () => {
    const understood = new ProviderError("refused", "It said no.", { retryable: false });
    const failing = async () => {
      throw new Error("no");
    };
    expect(await thrown(underDeadline(failing, limits, () => understood))).toBe(understood);
    expect(await thrown(underDeadline(failing, limits, () => null))).toMatchObject({ message: "no" });
  });
});
