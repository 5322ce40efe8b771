import "@fontsource-variable/inter";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { type ReactNode, Suspense } from "react";
import { Header } from "./_components/shell/header";
import { Providers } from "./_components/shell/providers";
import { LoadingState } from "./_components/ui/states";

export const metadata: Metadata = {
  title: { default: "Loop Learner", template: "%s · Loop Learner" },
  description: "Improves the prompt that drafts your email replies from what people accept, edit and reject.",
  icons: { icon: "/icon.svg" },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#15171b" },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The theme's class is set before React takes over, so the server's markup differs there.
    <html lang="en" suppressHydrationWarning>
      <body className="flex min-h-dvh flex-col font-sans antialiased">
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded focus:bg-accent focus:px-3 focus:py-2 focus:text-on-accent"
        >
          Skip to the content
        </a>
        <Providers>
          <Header />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto flex w-full max-w-page grow flex-col outline-none"
          >
            {/* Pages read the lab from the address, which is known in the browser only. */}
            <Suspense fallback={<LoadingState label="Loading the page …" />}>{children}</Suspense>
          </main>
        </Providers>
      </body>
    </html>
  );
}
