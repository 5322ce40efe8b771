import { Check, CircleDashed } from "lucide-react";
import { conditionText } from "@/app/_components/demo/words";
import type { TriggerCheck } from "@/lib/contracts/feedback";

/** The trigger's conditions, each with its value, its threshold and whether it holds. */
export function ConditionList({ conditions }: { conditions: TriggerCheck["conditions"] }) {
  return (
    <ul className="flex flex-col gap-1">
      {conditions.map((condition) => (
        <li key={condition.name} className="flex flex-wrap items-center gap-x-2">
          {condition.met ? (
            <Check aria-hidden className="size-4 text-good" />
          ) : (
            <CircleDashed aria-hidden className="size-4 text-caution" />
          )}
          <span className="min-w-48">{condition.label}</span>
          <span className="tabular-nums">{conditionText(condition)}</span>
          <span className={condition.met ? "text-good" : "text-caution"}>
            {condition.met ? "holds" : "does not hold"}
          </span>
          {condition.detail && <span className="text-small text-muted">{condition.detail}</span>}
        </li>
      ))}
    </ul>
  );
}
