"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiError } from "./api-client";

const RETRIES = 2;

/** One cache of server data for the whole page. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 5_000,
            // What the server refused once it will refuse again; only its own faults and lost answers are retried.
            retry: (failures, error) => failures < RETRIES && !(error instanceof ApiError && isFinal(error)),
          },
        },
      }),
  );
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

function isFinal(error: ApiError): boolean {
  return error.status >= 400 && error.status < 500;
}
