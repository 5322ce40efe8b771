import { AppError, type ErrorCode } from "@/lib/errors";

/**
 * Mail that cannot be imported.
 *
 * `reason` is a sentence fragment in plain words that can follow "Message 3 was left out:".
 */
export class MailError extends AppError {
  constructor(
    readonly reason: string,
    code: ErrorCode = "invalid_request",
  ) {
    super(code, reason);
    this.name = "MailError";
  }
}
