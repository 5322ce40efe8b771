import { AppError } from "@/lib/errors";
import { unsupported } from "./language-model";

/**
 * The failure of a call that a provider cannot carry out by its nature or its settings. Not by way of
 * `calls`: nothing was asked of the server, so nothing was learnt about it.
 */
export function neverAsked(what: string): AppError {
  const cause = unsupported(what);
  return new AppError("provider_failed", what, {
    cause,
    extra: { kind: cause.kind, status: null, attempts: 0 },
  });
}
