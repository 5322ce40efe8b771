import type { ReactNode } from "react";
import { formatUsd } from "./price-words";

export interface PriceLine {
  key: string;
  /** Provider, as people know it. */
  provider: string;
  model: string;
  /** Since when, or by which list. */
  source: string;
  /** US dollars per million tokens; null: unknown. */
  price: { input: number; cachedInput: number | null; output: number } | null;
  actions?: ReactNode;
}

const NUMBER = "py-1.5 pl-3 text-right align-top tabular-nums whitespace-nowrap";

/** Prices in columns; on a narrow screen model and source share one. */
export function PriceTable({ caption, lines }: { caption: string; lines: readonly PriceLine[] }) {
  const hasActions = lines.some(({ actions }) => actions !== undefined);
  return (
    <table className="w-full max-w-4xl border-collapse">
      <caption className="pb-1 text-left font-medium">{caption}</caption>
      <thead>
        <tr className="border-b text-small text-muted">
          <th scope="col" className="py-1 text-left font-normal">
            Model
          </th>
          <th scope="col" className="py-1 pl-3 text-right font-normal">
            Input
          </th>
          <th scope="col" className="py-1 pl-3 text-right font-normal">
            Cached
          </th>
          <th scope="col" className="py-1 pl-3 text-right font-normal">
            Output
          </th>
          {hasActions && (
            <th scope="col" className="py-1 pl-3 max-sm:hidden">
              <span className="sr-only">Actions</span>
            </th>
          )}
        </tr>
      </thead>
      {lines.map(({ key, provider, model, source, price, actions }) => (
        <tbody key={key} className="border-b">
          <tr>
            <th scope="row" className="py-1.5 text-left align-top font-normal whitespace-normal">
              <span className="font-medium break-all">{model}</span>
              <span className="block text-small text-muted">
                {provider}, {source}
              </span>
            </th>
            {price === null ? (
              <td colSpan={3} className={`${NUMBER} text-caution`}>
                unknown
              </td>
            ) : (
              <>
                <td className={NUMBER}>{formatUsd(price.input)}</td>
                <td className={NUMBER}>
                  {price.cachedInput === null ? (
                    <span className="text-muted">as input</span>
                  ) : (
                    formatUsd(price.cachedInput)
                  )}
                </td>
                <td className={NUMBER}>{formatUsd(price.output)}</td>
              </>
            )}
            {hasActions && (
              <td className="w-px py-1 pl-3 text-right align-top whitespace-nowrap max-sm:hidden">
                {actions}
              </td>
            )}
          </tr>
          {actions && (
            <tr className="sm:hidden">
              <td colSpan={4} className="pb-1.5">
                <div className="-ml-2">{actions}</div>
              </td>
            </tr>
          )}
        </tbody>
      ))}
    </table>
  );
}
