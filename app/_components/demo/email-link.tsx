import Link from "next/link";
import type { ComponentProps } from "react";

/** A link to an email that opens it in place; with a modifier key the browser does as it always does. */
export function EmailLink({
  onOpen,
  ...rest
}: { onOpen: () => void } & Omit<ComponentProps<typeof Link>, "onNavigate" | "prefetch">) {
  return (
    <Link
      {...rest}
      prefetch={false}
      onNavigate={(event) => {
        event.preventDefault();
        onOpen();
      }}
    />
  );
}
