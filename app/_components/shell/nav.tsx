"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

const LINKS = [
  { href: "/", label: "Demo", owns: (path: string) => path === "/" },
  {
    href: "/labs",
    label: "Labs",
    owns: (path: string) => path.startsWith("/labs") || path.startsWith("/runs"),
  },
  { href: "/models", label: "Models", owns: (path: string) => path.startsWith("/models") },
  { href: "/docs", label: "Docs", owns: (path: string) => path.startsWith("/docs") },
] as const;

/** The pages there are; the one that is open, or holds the one that is, is marked. */
export function Nav() {
  const pathname = usePathname();
  return (
    // On a phone the pages have a line of their own, under the name and the theme.
    <nav aria-label="Pages" className="max-sm:order-1 max-sm:-mx-2 max-sm:w-full">
      <ul className="flex gap-1">
        {LINKS.map(({ href, label, owns }) => {
          const current = pathname === href ? "page" : owns(pathname) ? "true" : undefined;
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={current}
                className="inline-flex h-8 items-center rounded px-2 text-muted hover:bg-sunken hover:text-ink aria-[current]:bg-accent-soft aria-[current]:font-medium aria-[current]:text-accent"
              >
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
