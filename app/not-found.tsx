import Link from "next/link";
import { buttonClass } from "./_components/ui/button";

/** Shown for an address that leads nowhere. */
export default function NotFound() {
  return (
    <div className="flex flex-col items-start gap-2 p-4">
      <h1 className="text-title font-semibold">There is no page at this address</h1>
      <p className="text-muted">It may have been moved, or the address may be mistyped.</p>
      <Link href="/" className={buttonClass()}>
        Go to the demo
      </Link>
    </div>
  );
}
