"use client";

import { ErrorState } from "./_components/ui/states";

/** Shown when a page fails to draw. The message of a server's error is hidden by Next.js, its digest is not. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <div className="p-4">
      <h1 className="text-title font-semibold">This page could not be shown</h1>
      <ErrorState error={error} onRetry={reset} />
      {error.digest && (
        <p className="px-4 text-small text-muted">
          Look for <code className="font-mono">{error.digest}</code> in the server's log.
        </p>
      )}
    </div>
  );
}
