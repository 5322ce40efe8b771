/**
 * Undoes a Content-Transfer-Encoding; 7bit, 8bit, binary and unknown encodings leave the bytes as they are.
 *
 * Lenient as mail readers are: a `=` that starts no valid sequence stays, characters outside the base64
 * alphabet are skipped.
 *
 * @see RFC 2045, section 6
 */
export function decodeTransfer(bytes: Buffer, encoding: string): Buffer {
  if (encoding === "quoted-printable") {
    return decodeQuotedPrintable(bytes);
  }
  return encoding === "base64" ? Buffer.from(bytes.toString("latin1"), "base64") : bytes;
}

function decodeQuotedPrintable(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length);
  let size = 0;
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x3d) {
      const high = hexValue(bytes[at + 1]);
      const low = hexValue(bytes[at + 2]);
      if (high >= 0 && low >= 0) {
        out[size++] = high * 16 + low;
        at += 3;
        continue;
      }
      const softBreakEnd = endOfBlankRest(bytes, at + 1);
      if (softBreakEnd > 0) {
        at = softBreakEnd;
        continue;
      }
    }
    out[size++] = byte;
    at += 1;
  }
  return out.subarray(0, size);
}

function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Offset after the line end when only blanks stand between `from` and it (or the end of the body), else 0. */
function endOfBlankRest(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d) {
    at += 1;
  }
  if (at >= bytes.length) return bytes.length;
  return bytes[at] === 0x0a ? at + 1 : 0;
}
