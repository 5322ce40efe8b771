"use client";

import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { Toaster } from "sonner";
import { QueryProvider } from "@/app/_hooks/query-provider";

/** What every page needs around it: the theme, the cache of server data and a place for toasts. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      <QueryProvider>
        {children}
        <Toaster
          position="bottom-right"
          toastOptions={{
            unstyled: true,
            classNames: {
              toast:
                "flex w-full items-start gap-2 rounded-lg border bg-raised p-3 text-base text-ink shadow-lg font-sans",
              description: "text-muted",
              actionButton:
                "ml-auto shrink-0 rounded border border-line-strong px-2 py-0.5 text-small font-medium",
            },
          }}
        />
      </QueryProvider>
    </ThemeProvider>
  );
}
