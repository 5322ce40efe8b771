import http from "node:http";
import https from "node:https";

/** No connection was made in time; as opposed to an answer that took too long. */
export class NoConnection extends Error {
  constructor(readonly connectMs: number) {
    // Neither name nor message may say "timeout": the client library would drop this error for its own.
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

const maxBodyBytes = 16 * 1024 * 1024;

/**
 * A `fetch` for the client library, made of `node:http`. The framework replaces the global one with a
 * caching one, which must not answer for a provider; and this one can bound the time of connecting
 * alone, follows no redirect, and reads a bounded body before it resolves.
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
    const bytes = await readAll(response);
    const status = response.statusCode ?? 0;
    const nullBody = status === 204 || status === 205 || status === 304;
    return new Response(nullBody ? null : bytes, { status, headers: headersOf(response) });
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

async function readAll(response: http.IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError("expected bytes");
    size += chunk.byteLength;
    // Leaving the loop by an error destroys the response and its socket.
    if (size > maxBodyBytes) throw new BodyTooLarge(maxBodyBytes);
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
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
