import { RelativeTime } from "@/app/_components/ui/time";
import type { PromptHistory } from "@/lib/contracts/prompts";

/** Tells who changed the live prompt in the meantime, and to what. */
export function LiveConflict({ history }: { history: PromptHistory }) {
  const [latest] = history.changes.toSorted((one, other) => other.revision - one.revision);
  return (
    <p role="alert" className="rounded bg-caution-soft px-2 py-1 text-caution">
      The live prompt was changed meanwhile
      {latest && (
        <>
          {": "}
          {latest.fromVersion === null ? "" : `v${latest.fromVersion} → `}v{latest.toVersion} by{" "}
          {latest.actor}, <RelativeTime at={latest.at} /> ({latest.reason})
        </>
      )}
      . Nothing was changed by you yet; go on only if your choice still holds.
    </p>
  );
}
