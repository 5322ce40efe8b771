import http from "node:http";
import https from "node:https";

/** No connection was made in time; as opposed to an answer that took too long. */
export class NoConnection extends Error {
  constructor(readonly connectMs: number) {
    // Neither name nor message may say "timeout": the client libraries would drop this error for their own.
    super(`no connection within ${connectMs} ms`);
    this.name = "NoConnection";
  }
}

/** The body was longer than any answer we could use. */
export class BodyTooLarge extends Error {
  constructor(readonly maxBytes: number) {
    super(`body larger than ${maxBytes} bytes`);
    this.name = "BodyTooLarge";
  }
}

/** An answer whose status is not 2xx, with its body unread by any client library. */
export class StatusFailure extends Error {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    readonly body: string,
  ) {
    // The server's words stay out of the message, for the same reason as above.
    super(`status ${status}`);
    this.name = "StatusFailure";
  }
}

const maxBodyBytes = 16 * 1024 * 1024;
const maxErrorBytes = 64 * 1024;

/**
 * A `fetch` for the client libraries, made of `node:http`. The framework replaces the global one with a
 * caching one, which must not answer for a provider; and this one can bound the time of connecting
 * alone, follows no redirect, bounds the body while it streams, and rejects with a {@link StatusFailure}
 * instead of leaving each library to make its own error of a status.
 *
 * Every call has its own connection: a kept one that the server closes in the same moment looks like a
 * failed call, and the handshake is small beside a completion.
 *
 * @param connectMs Time for name lookup, TCP and TLS together.
 */
export function createTransport({ connectMs }: { connectMs: number }): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const { body, signal } = init;
    if (body !== undefined && body !== null && typeof body !== "string") {
      throw new TypeError("the transport sends text bodies only");
    }

    const response = await open(url, {
      method: init.method ?? "GET",
      headers: Object.fromEntries(new Headers(init.headers)),
      body: body ?? "",
      signal: signal ?? undefined,
      connectMs,
    });
    const status = response.statusCode ?? 0;
    const headers = headersOf(response);
    if (status < 200 || status > 299) {
      throw new StatusFailure(status, headers, await startOf(response, maxErrorBytes));
    }
    const empty = status === 204 || status === 205;
    return new Response(empty ? null : boundedStream(response, maxBodyBytes), { status, headers });
  };
}

interface OpenOptions {
  method: string;
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal | undefined;
  connectMs: number;
}

function open(
  url: URL,
  { method, headers, body, signal, connectMs }: OpenOptions,
): Promise<http.IncomingMessage> {
  const secure = url.protocol === "https:";
  return new Promise((resolve, reject) => {
    const request = (secure ? https : http).request(url, { method, headers, agent: false, signal });
    const timer = setTimeout(() => request.destroy(new NoConnection(connectMs)), connectMs);
    request.on("socket", (socket) => {
      socket.once(secure ? "secureConnect" : "connect", () => clearTimeout(timer));
    });
    request.on("response", resolve);
    request.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    request.end(body);
  });
}

/** The body as it arrives; it errors, and lets go of the socket, once it is longer than `most` bytes. */
function boundedStream(response: http.IncomingMessage, most: number): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<unknown> = response[Symbol.asyncIterator]();
  let size = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) return controller.close();
      if (!(value instanceof Uint8Array)) throw new TypeError("expected bytes");
      size += value.byteLength;
      if (size > most) {
        response.destroy();
        throw new BodyTooLarge(most);
      }
      controller.enqueue(value);
    },
    cancel() {
      response.destroy();
    },
  });
}

/** The first `most` bytes of a body as text; the rest is not waited for. */
async function startOf(response: http.IncomingMessage, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError("expected bytes");
    chunks.push(chunk);
    size += chunk.byteLength;
    // Leaving the loop destroys the response and its socket.
    if (size >= most) break;
  }
  return Buffer.concat(chunks).subarray(0, most).toString("utf8");
}

function headersOf(response: http.IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headers)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) headers.append(name, item);
    }
  }
  return headers;
}
