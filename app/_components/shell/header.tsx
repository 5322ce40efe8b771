import Link from "next/link";
import { Suspense } from "react";
import { LabSelector } from "./lab-selector";
import { ModelBadge } from "./model-badge";
import { Nav } from "./nav";
import { ThemeSwitch } from "./theme-switch";

/** The frame's upper edge: the name, the pages, the lab in use, the model and the theme. */
export function Header() {
  return (
    <header className="border-b bg-paper wide:sticky wide:top-0 wide:z-30 wide:h-(--header-height)">
      <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2">
        <Link href="/" className="text-title font-semibold tracking-tight">
          Loop Learner
        </Link>
        <Nav />
        {/* On a phone the lab and the model share the second line; the theme stays on the first. */}
        <div className="order-last flex min-w-0 items-center gap-2 max-sm:w-full sm:order-none sm:grow sm:justify-end">
          <Suspense fallback={<span className="text-small text-muted">Loading lab …</span>}>
            <LabSelector />
          </Suspense>
          <ModelBadge />
        </div>
        <div className="max-sm:ml-auto">
          <ThemeSwitch />
        </div>
      </div>
    </header>
  );
}
