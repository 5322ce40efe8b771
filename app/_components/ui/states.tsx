import { LoaderCircle, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { describeError } from "@/app/_hooks/api-client";
import { Button } from "./button";

/** Shown while something is read or made; not a live region, so that pages keep that for results. */
export function LoadingState({ label }: { label: string }) {
  return (
    <div aria-busy="true" className="flex items-center gap-2 p-4 text-muted">
      <LoaderCircle aria-hidden className="size-4 animate-spin" />
      <p>{label}</p>
    </div>
  );
}

/** Says what would fill an empty place and offers the way there. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-start gap-2 p-4">
      <p className="font-medium">{title}</p>
      {children && <div className="text-muted">{children}</div>}
      {action}
    </div>
  );
}

/** Tells what failed in the server's own words and offers another try. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { title, detail, errors } = describeError(error);
  return (
    <div role="alert" className="flex flex-col items-start gap-2 p-4">
      <p className="flex items-center gap-1.5 font-medium text-bad">
        <TriangleAlert aria-hidden className="size-4 shrink-0" />
        {title}
      </p>
      {detail !== "" && <p className="text-muted">{detail}</p>}
      {errors.length > 0 && (
        <ul className="list-disc pl-5 text-muted">
          {errors.map((item) => (
            <li key={`${item.path} ${item.message}`}>
              {item.path === "" ? item.message : `${item.path}: ${item.message}`}
            </li>
          ))}
        </ul>
      )}
      {onRetry && (
        <Button size="sm" onClick={onRetry}>
          Retry
        </Button>
      )}
    </div>
  );
}
