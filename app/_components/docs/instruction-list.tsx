import { formatPercent } from "@/app/_components/ui/number";

export interface Instruction {
  kind: string;
  title: string;
  effect: string;
  /** The plainest first; `clarity` from 0 to 1. */
  wordings: readonly { example: string; clarity: number }[];
  /** Sentences that rule it out. */
  negated: readonly string[];
  /** Titles of other kinds. */
  contradicts: readonly string[];
}

/** Every kind of instruction with its effect, what speaks against it, and wordings that say it. */
export function InstructionList({ instructions }: { instructions: readonly Instruction[] }) {
  return (
    <ul aria-label="Kinds of instruction" className="grid gap-x-8 sm:grid-cols-2 wide:grid-cols-3">
      {instructions.map((instruction) => (
        <InstructionEntry key={instruction.kind} {...instruction} />
      ))}
    </ul>
  );
}

function InstructionEntry({ title, effect, wordings, negated, contradicts }: Instruction) {
  return (
    <li className="flex flex-col gap-1 border-t py-3">
      <h3 className="font-semibold">{title}</h3>
      <p>{effect}</p>
      {contradicts.length > 0 && <p className="text-muted">Not with: {contradicts.join(", ")}</p>}
      <details>
        <summary className="text-muted">
          {wordings.length} {wordings.length === 1 ? "wording" : "wordings"}
          <span className="sr-only"> of {title}</span>
        </summary>
        <table className="mt-1 w-full">
          <thead className="text-left text-small text-muted">
            <tr>
              <th scope="col" className="font-normal">
                Wording
              </th>
              <th scope="col" className="text-right font-normal">
                Clarity
              </th>
            </tr>
          </thead>
          <tbody>
            {wordings.map(({ example, clarity }) => (
              <tr key={example} className="align-top">
                <td className="py-0.5 pr-3">{example}</td>
                <td className="py-0.5 text-right whitespace-nowrap text-muted">{formatPercent(clarity)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {negated.length > 0 && <p className="mt-1 text-muted">Ruled out by: {negated.join(" ")}</p>}
      </details>
    </li>
  );
}
