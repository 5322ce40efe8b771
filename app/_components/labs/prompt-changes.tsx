import Link from "next/link";
import { RelativeTime } from "@/app/_components/ui/time";
import type { PromptChange } from "@/lib/contracts/prompts";

/** Every change of the live prompt, newest first: from, to, who, why. */
export function PromptChanges({ changes }: { changes: readonly PromptChange[] }) {
  const newestFirst = changes.toSorted((one, other) => other.revision - one.revision);
  return (
    <section aria-labelledby="prompt-changes">
      <h2 id="prompt-changes" className="mb-2 font-semibold">
        History of the live prompt
      </h2>
      {newestFirst.length === 0 ? (
        <p className="text-muted">The live prompt has not been changed since the lab was created.</p>
      ) : (
        <div className="relative overflow-x-auto">
          <table className="w-full min-w-120 border-collapse">
            <caption className="sr-only">Changes of the live prompt, newest first</caption>
            <thead>
              <tr className="border-b text-left text-small text-muted">
                {["Change", "When", "Who", "Why"].map((title) => (
                  <th key={title} scope="col" className="py-1 pr-4 font-normal">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {newestFirst.map((change) => (
                <tr key={change.revision} className="border-b align-top">
                  <th scope="row" className="py-2 pr-4 text-left font-medium whitespace-nowrap">
                    {change.fromVersion === null ? "" : `v${change.fromVersion} → `}v{change.toVersion}
                  </th>
                  <td className="py-2 pr-4 whitespace-nowrap">
                    <RelativeTime at={change.at} />
                  </td>
                  <td className="py-2 pr-4 whitespace-nowrap">{change.actor}</td>
                  <td className="py-2 pr-4">
                    {change.reason}
                    {change.runId !== null && (
                      <>
                        {" "}
                        <Link className="text-accent underline" href={`/runs/${change.runId}`}>
                          See the run
                        </Link>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
