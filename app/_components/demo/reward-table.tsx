import { REWARD_SIGNALS } from "@/app/_components/labs/reward-signals";
import { formatPercent, formatScore } from "@/app/_components/ui/number";
import { Term } from "@/app/_components/ui/term";
import type { Reward } from "@/lib/contracts/reward";
import { COMPONENTS } from "./words";

const HINTS = new Map(REWARD_SIGNALS.map(({ key, hint }) => [key, hint]));

/** A reward with the parts that were measured: each on the scale 0 to 1, and its share of the total. */
export function RewardTable({ reward }: { reward: Reward }) {
  const measured = COMPONENTS.filter(({ key }) => reward.components[key] !== null);
  const missing = COMPONENTS.filter(({ key }) => reward.components[key] === null);
  return (
    <div>
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
              Score, 0 to 1
            </th>
            <th scope="col" className="text-right font-normal">
              Weight
            </th>
          </tr>
        </thead>
        <tbody>
          {measured.map(({ key, label }) => {
            const weight = reward.weights[key];
            const hint = HINTS.get(key);
            return (
              <tr key={key} className="border-t">
                <th scope="row" className="py-0.5 text-left font-normal">
                  {hint ? <Term explain={hint}>{label}</Term> : label}
                </th>
                <td className="text-right">{formatScore(reward.components[key])}</td>
                <td className="text-right text-muted">
                  {weight === undefined ? "none" : formatPercent(weight)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {missing.length > 0 && (
        <p className="mt-1 text-small text-muted">
          Unavailable here, and without weight:{" "}
          {missing.map(({ label }) => label.charAt(0).toLowerCase() + label.slice(1)).join(", ")}.
        </p>
      )}
    </div>
  );
}
