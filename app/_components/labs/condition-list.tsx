import { Check, CircleDashed } from "lucide-react";
import { conditionText, detailText } from "@/app/_components/demo/words";
import type { TriggerCheck } from "@/lib/contracts/feedback";

/** The trigger's conditions, each with its value, its threshold and whether it holds. */
export function ConditionList({ conditions }: { conditions: TriggerCheck["conditions"] }) {
  return (
    <ul className="flex flex-col gap-1">
      {conditions.map((condition) => (
        <li
          key={condition.name}
          className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 sm:grid-cols-[auto_13rem_minmax(0,1fr)]"
        >
          {condition.met ? (
            <Check aria-hidden className="mt-0.5 size-4 text-good" />
          ) : (
            <CircleDashed aria-hidden className="mt-0.5 size-4 text-caution" />
          )}
          <span>{condition.label}</span>
          <span className="tabular-nums max-sm:col-start-2">
            {conditionText(condition)}{" "}
            <span className={condition.met ? "text-good" : "text-caution"}>
              {condition.met ? "holds" : "does not hold"}
            </span>
            {condition.value !== null && condition.detail && (
              <span className="text-small text-muted"> ({detailText(condition, condition.detail)})</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
