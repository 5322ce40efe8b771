import { formatPercent } from "@/app/_components/ui/number";

export interface Contradiction {
  /** Titles of two kinds. */
  pair: readonly [string, string];
  /** How often one reply manages both all the same, from 0 to 1. */
  coexistence: number;
}

/** Pairs of instructions that one reply cannot follow both. */
export function ContradictionList({ contradictions }: { contradictions: readonly Contradiction[] }) {
  return (
    <ul aria-label="Contradictions" className="grid gap-x-8 sm:grid-cols-2 wide:grid-cols-3">
      {contradictions.map(({ pair: [one, other], coexistence }) => (
        <li key={`${one} ${other}`} className="border-t py-1">
          {one} <span className="text-muted">against</span> {other}
          {coexistence > 0 && (
            <span className="text-muted">; both in {formatPercent(coexistence)} of replies</span>
          )}
        </li>
      ))}
    </ul>
  );
}
