import { formatPercent } from "@/app/_components/ui/number";
import type { EditAnalysis } from "@/lib/contracts/feedback";
import { counted } from "./words";

/** What an edit did, in numbers and in words. */
export function EditSummary({ edit }: { edit: EditAnalysis }) {
  return (
    <div>
      <p className="tabular-nums">
        Changed {formatPercent(edit.ratio)} of the words: {counted(edit.removedWords, "word")} removed,{" "}
        {counted(edit.addedWords, "word")} added.
      </p>
      {edit.summary.length > 0 && <p className="text-muted">That is: {edit.summary.join(", ")}.</p>}
    </div>
  );
}
