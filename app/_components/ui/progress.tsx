/** How far something has come, as a bar and in numbers. A total of 0 means that it is not known yet. */
export function Progress({ done, total, label }: { done: number; total: number; label: string }) {
  const known = total > 0;
  const share = known ? Math.min(1, done / total) : 0;
  return (
    <div className="flex flex-col gap-1">
      <div className="flex justify-between gap-2 text-small text-muted">
        <span>{label}</span>
        <span className="tabular-nums">{known ? `${done} of ${total}` : "not counted yet"}</span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={known ? total : undefined}
        aria-valuenow={known ? Math.min(done, total) : undefined}
        className="h-1.5 overflow-hidden rounded-full bg-running-soft"
      >
        <div className="h-full bg-running transition-[width]" style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
