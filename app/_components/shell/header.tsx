import Link from "next/link";
import { Suspense } from "react";
import { LabSelector } from "./lab-selector";
import { ModelBadge } from "./model-badge";
import { Nav } from "./nav";
import { ThemeSwitch } from "./theme-switch";

/** The frame's upper edge: the name, the pages, the lab in use, the model and the theme. */
export function Header() {
  return (
    <header className="border-b bg-paper">
      <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2">
        <Link href="/" className="text-title font-semibold tracking-tight">
          Loop Learner
        </Link>
        <Nav />
        <div className="flex min-w-0 grow flex-wrap items-center gap-2 sm:justify-end">
          <Suspense fallback={<span className="text-small text-muted">Loading lab …</span>}>
            <LabSelector />
          </Suspense>
          <ModelBadge />
          <ThemeSwitch />
        </div>
      </div>
    </header>
  );
}
