import type { ReactNode } from "react";
import type { LabSettings } from "@/lib/contracts/labs";
import { type Contradiction, ContradictionList } from "./contradiction-list";
import { DecisionGuide } from "./decision-guide";
import { type Instruction, InstructionList } from "./instruction-list";
import { type World, WorldTable } from "./world-table";

const LINK = "text-accent underline";

const PARTS = [
  { id: "decisions", title: "How decisions are made" },
  { id: "simulator", title: "What the simulator understands" },
  { id: "contradictions", title: "Contradictions" },
  { id: "worlds", title: "Worlds of the simulator" },
] as const;

/** The documentation: how a prompt earns its place, and the tables that the simulator works by. */
export function DocsPage({
  simulator,
  defaults,
}: {
  simulator: {
    kinds: readonly Instruction[];
    contradictions: readonly Contradiction[];
    worlds: readonly World[];
    defaultWorld: string;
  };
  defaults: Pick<LabSettings, "triggerConfig" | "deploymentConfig">;
}) {
  const { kinds, contradictions, worlds, defaultWorld } = simulator;
  const [decisions, understood, against, settings] = PARTS;
  return (
    <div className="flex flex-col">
      <header className="border-b px-4 py-3">
        <h1 className="text-title font-semibold">Docs</h1>
        <nav aria-label="Parts of the docs">
          <ul className="flex flex-wrap gap-x-4 gap-y-1">
            {PARTS.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`} className={LINK}>
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <Part {...decisions}>
        <DecisionGuide {...defaults} />
      </Part>
      <Part {...understood}>
        <p>
          Without a language model, replies come from a built-in simulator. It reads the prompt sentence by
          sentence and follows those that match one of the {kinds.length} kinds below; any other sentence
          changes nothing. A wording that says it plainly is followed more often than a vague one, and each
          further instruction costs all of them something.
        </p>
        <InstructionList instructions={kinds} />
      </Part>
      <Part {...against}>
        <p>
          Where a prompt asks for both of a pair, the plainer wording is meant, of two equally plain ones the
          later. It is followed a little less than alone, the other one much less.
        </p>
        <ContradictionList contradictions={contradictions} />
      </Part>
      <Part {...settings}>
        <p>
          A world is one way of taking instructions: other habits, another obedience. The server’s setting{" "}
          <code>SIMULATOR_WORLD</code> names the one that is played. In one of them no instruction changes
          anything, so that what looks like a gain there is chance.
        </p>
        <WorldTable worlds={worlds} defaultWorld={defaultWorld} />
      </Part>
    </div>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="flex scroll-mt-(--header-height) flex-col gap-3 border-b px-4 py-4 last:border-b-0 [&>p]:max-w-3xl"
    >
      <h2 id={`${id}-title`} className="text-title font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}
