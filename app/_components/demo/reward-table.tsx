import { formatPercent, formatScore } from "@/app/_components/ui/number";
import type { Reward } from "@/lib/contracts/reward";
import { COMPONENTS } from "./words";

/** A reward with every part of it: its value on the scale 0 to 1 and its share of the total. */
export function RewardTable({ reward }: { reward: Reward }) {
  return (
    <table className="w-full">
      <caption className="pb-1 text-left">
        Reward{" "}
        <strong className="font-semibold tabular-nums">
          {reward.total === null ? "unavailable" : `${formatScore(reward.total)} of 1`}
        </strong>
      </caption>
      <thead className="text-small text-muted">
        <tr>
          <th scope="col" className="text-left font-normal">
            Signal
          </th>
          <th scope="col" className="text-right font-normal">
            Score
          </th>
          <th scope="col" className="text-right font-normal">
            Weight
          </th>
        </tr>
      </thead>
      <tbody>
        {COMPONENTS.map(({ key, label }) => {
          const score = reward.components[key];
          const weight = reward.weights[key];
          return (
            <tr key={key} className="border-t">
              <th scope="row" className="py-0.5 text-left font-normal">
                {label}
              </th>
              <td className={`text-right ${score === null ? "text-muted" : ""}`}>{formatScore(score)}</td>
              <td className="text-right text-muted">
                {score === null || weight === undefined ? "none" : formatPercent(weight)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
