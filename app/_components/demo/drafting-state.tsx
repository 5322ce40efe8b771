import { LoaderCircle } from "lucide-react";

/** The place of drafts to come: shapes, never text, while the model works. */
export function DraftSkeletons({ count }: { count: number }) {
  return (
    <div aria-busy="true" className="flex flex-col gap-3">
      <p className="flex items-center gap-2 text-muted">
        <LoaderCircle aria-hidden className="size-4 animate-spin" />
        The model is writing drafts …
      </p>
      <div aria-hidden className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,15rem),1fr))] gap-6">
        {Array.from({ length: count }, (_, place) => `draft ${place}`).map((key) => (
          <div key={key} className="flex flex-col gap-2 border-t-2 pt-3">
            {["w-1/4", "w-full", "w-11/12", "w-4/5", "w-2/3"].map((width) => (
              <div key={width} className={`h-3 rounded bg-line ${width}`} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
