import { setImmediate } from "node:timers/promises";
import { looksLikeMbox, splitMbox } from "./mbox";
import { MailError, type ParsedMail, parseMail } from "./message";

export { MAX_MESSAGE_BYTES } from "./message";

export const MAX_IMPORT_BYTES = 25 * 1024 * 1024;
export const MAX_MESSAGES = 10_000;

// Other requests get their turn after this much work, whichever is reached first: some ten milliseconds.
const MESSAGES_PER_TURN = 20;
const BYTES_PER_TURN = 512 * 1024;

/** Every message of the input is in exactly one of the lists; `index` counts from 0 in the order of the input. */
export interface MailImport {
  messages: { index: number; mail: ParsedMail }[];
  rejected: { index: number; reason: string }[];
}

/**
 * Reads an .eml or .mbox file; which of the two it is, its content tells.
 *
 * A message that cannot be read is listed with its reason and does not stop the rest.
 *
 * @throws {MailError} when the file as a whole is refused: empty, larger than `MAX_IMPORT_BYTES`, or more than
 *   `MAX_MESSAGES` messages.
 */
export async function readMail(raw: Uint8Array): Promise<MailImport> {
  if (raw.byteLength === 0) {
    throw new MailError("the file is empty");
  }
  if (raw.byteLength > MAX_IMPORT_BYTES) {
    throw new MailError(`the file is larger than ${MAX_IMPORT_BYTES / 1024 / 1024} MB`, "payload_too_large");
  }

  const result: MailImport = { messages: [], rejected: [] };
  let sinceTurn = { messages: 0, bytes: 0 };
  for (const [index, message] of listMessages(raw).entries()) {
    if (sinceTurn.messages >= MESSAGES_PER_TURN || sinceTurn.bytes + message.byteLength > BYTES_PER_TURN) {
      await setImmediate();
      sinceTurn = { messages: 0, bytes: 0 };
    }
    sinceTurn.messages += 1;
    sinceTurn.bytes += message.byteLength;
    try {
      result.messages.push({ index, mail: await parseMail(message) });
    } catch (error) {
      result.rejected.push({ index, reason: reasonOf(error) });
    }
  }
  return result;
}

function listMessages(raw: Uint8Array): Uint8Array[] {
  if (!looksLikeMbox(raw)) {
    return [raw];
  }
  const messages: Uint8Array[] = [];
  for (const message of splitMbox(raw)) {
    if (messages.length === MAX_MESSAGES) {
      throw new MailError(`the file holds more than ${MAX_MESSAGES} messages`, "payload_too_large");
    }
    messages.push(message);
  }
  return messages;
}

// Hostile mail may trip a parser in ways nobody thought of; it must not take the other messages with it.
function reasonOf(error: unknown): string {
  if (error instanceof MailError) return error.reason;
  return `it could not be read: ${error instanceof Error ? error.message : String(error)}`;
}
