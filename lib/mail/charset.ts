import { isUtf8 } from "node:buffer";

// Labels that mail programs write and the Encoding Standard does not list.
const ALIASES: Readonly<Record<string, string>> = {
  cp932: "shift_jis",
  cp936: "gbk",
  cp949: "euc-kr",
  cp950: "big5",
};

/**
 * Decodes the bytes of a body or a header, by their label where it can be believed.
 *
 * The library reads bytes without a label as UTF-8, under an unknown one or US-ASCII as windows-1252, and old
 * mail breaks all three promises. Here the bytes decide then: ISO-2022-JP when they hold its escape sequences,
 * UTF-8 when they are valid UTF-8, else windows-1252, which gives every byte a meaning. Bytes labelled UTF-8
 * without a single valid multi-byte sequence are read as windows-1252 too.
 *
 * @param label The `charset` parameter as written, or null.
 * @returns The text; bytes that the charset does not know appear as U+FFFD.
 * @see https://encoding.spec.whatwg.org/
 */
export function decodeText(bytes: Uint8Array, label: string | null): string {
  const decoder = decoderFor(label) ?? decoderByContent(bytes);
  const text = decoder.decode(bytes);
  const isMislabelled =
    decoder.encoding === "utf-8" && text.includes("\ufffd") && !/[\u0080-\ufffc\ufffe\uffff]/.test(text);
  return isMislabelled ? new TextDecoder("windows-1252").decode(bytes) : text;
}

/** null when the label is missing, unknown, or US-ASCII, under which 8-bit bytes are impossible. */
function decoderFor(label: string | null): TextDecoder | null {
  const name = (label ?? "").trim().toLowerCase();
  if (/^$|^(us-)?ascii$|^ansi_x3/.test(name)) return null;
  try {
    return new TextDecoder(ALIASES[name] ?? name);
  } catch {
    return null; // the only thing the constructor throws for is a label it does not know
  }
}

function decoderByContent(bytes: Uint8Array): TextDecoder {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.includes("\x1b$B") || buffer.includes("\x1b$@")) return new TextDecoder("iso-2022-jp");
  return new TextDecoder(isUtf8(bytes) ? "utf-8" : "windows-1252");
}
