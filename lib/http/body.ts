import { AppError } from "@/lib/errors";

/** Bytes of the body, counted while they arrive; a body over the limit is never held in memory whole. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > maxBytes) throw tooLarge(maxBytes);
  if (!request.body) return new Uint8Array();

  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge(maxBytes);
    }
    chunks.push(value);
  }
  if (declared > 0 && size !== declared) {
    throw new AppError("invalid_request", `The body ended after ${size} of ${declared} bytes.`);
  }
  return Buffer.concat(chunks);
}

/** The JSON of a body; undefined for an empty one, so that a schema's default can serve. */
export function parseJson(bytes: Uint8Array, contentType: string | null): unknown {
  if (bytes.byteLength === 0) return undefined;
  const type = mediaType(contentType);
  if (type !== "application/json" && !type.endsWith("+json")) {
    throw new AppError(
      "unsupported_media_type",
      `The body must be application/json, not ${type || "without a type"}.`,
    );
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new AppError("invalid_request", `The body is not valid JSON: ${detail}`, {
      errors: [{ path: "body", message: "not valid JSON" }],
      cause,
    });
  }
}

export const mediaType = (contentType: string | null) =>
  (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

function tooLarge(maxBytes: number): AppError {
  return new AppError("payload_too_large", `The body is larger than ${Math.floor(maxBytes / 1024)} kB.`);
}
