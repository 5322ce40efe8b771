"use client";

import { useRef, useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import { ErrorState, LoadingState } from "@/app/_components/ui/states";
import { usePrices, useRemovePrice, useSetPrice } from "@/app/_hooks/models";
import type { PriceEntry, PriceTable as Prices } from "@/lib/contracts/models";
import { PriceForm } from "./price-form";
import { PriceTable } from "./price-table";
import { contentOf, lineInPlaceOf, sourceWords } from "./price-words";
import { PROVIDER_NAMES } from "./provider-words";

/** Prices that hold today, and the own list that goes before the built-in one. */
export function PriceList() {
  const prices = usePrices();
  return (
    <Panel title="Prices">
      <p className="mb-3 max-w-3xl text-muted">
        US dollars per million tokens. A line of your own holds from its day (UTC) on and goes before the
        built-in list; what was spent before keeps the price it had. Calls of a model without a price cost
        “unknown”, never 0.
      </p>
      {prices.data ? (
        <LoadedPrices prices={prices.data} />
      ) : prices.isError ? (
        <ErrorState error={prices.error} onRetry={() => void prices.refetch()} />
      ) : (
        <LoadingState label="Loading the prices" />
      )}
    </Panel>
  );
}

/** The last change of the list: the line as it was, or null where there was none. */
interface Change {
  said: string;
  before: PriceEntry | null;
}

function LoadedPrices({ prices: { entries, current } }: { prices: Prices }) {
  const remove = useRemovePrice();
  const put = useSetPrice();
  const [change, setChange] = useState<Change | null>(null);
  const [editing, setEditing] = useState<PriceEntry | null>(null);
  const said = useRef<HTMLParagraphElement>(null);

  const tell = (told: Change) => {
    setEditing(null);
    setChange(told);
    // The button that was pressed is gone with its line; the way back is the next stop.
    said.current?.focus();
  };
  const removeLine = (entry: PriceEntry) =>
    remove.mutate(entry.id, {
      onSuccess: () =>
        tell({ said: `${entry.model}, from ${entry.validFrom}: line removed.`, before: entry }),
    });
  const undo = (before: PriceEntry) =>
    put.mutate(contentOf(before), {
      onSuccess: () =>
        tell({ said: `${before.model}, from ${before.validFrom}: line restored.`, before: null }),
    });

  return (
    <div className="flex flex-col gap-5">
      <PriceTable
        caption="Today"
        lines={current.map(({ provider, model, price }) => ({
          key: provider,
          provider: PROVIDER_NAMES[provider],
          model,
          source: sourceWords(price),
          price,
        }))}
      />
      <div>
        {entries.length === 0 ? (
          <p className="text-muted">No line of your own yet. Add one for a model that is in no list.</p>
        ) : (
          <PriceTable
            caption="Your list"
            lines={entries.map((entry) => ({
              key: entry.id,
              provider: PROVIDER_NAMES[entry.provider],
              model: entry.model,
              source: `from ${entry.validFrom}`,
              price: { input: entry.inputUsd, cachedInput: entry.cachedInputUsd, output: entry.outputUsd },
              actions: (
                <LineActions
                  entry={entry}
                  removing={remove.isPending && remove.variables === entry.id}
                  onEdit={() => setEditing(entry)}
                  onRemove={() => removeLine(entry)}
                />
              ),
            }))}
          />
        )}
        <p
          ref={said}
          role="status"
          tabIndex={-1}
          className={change ? "mt-2 flex flex-wrap items-center gap-2" : "sr-only"}
        >
          {change?.said}
          {change?.before && (
            <Button size="sm" busy={put.isPending} onClick={() => change.before && undo(change.before)}>
              Undo
            </Button>
          )}
        </p>
        {remove.isError && <ErrorState error={remove.error} />}
        {put.isError && <ErrorState error={put.error} />}
      </div>
      <PriceForm
        // A line that is to be changed fills the form afresh.
        key={editing?.id ?? "new"}
        start={editing}
        entries={entries}
        onSaved={(saved) => {
          const before = lineInPlaceOf(saved, entries) ?? null;
          tell({
            said: `${saved.model}, from ${saved.validFrom}: price ${before ? "replaced" : "added"}.`,
            before,
          });
        }}
        onCancel={() => setEditing(null)}
      />
    </div>
  );
}

function LineActions({
  entry,
  removing,
  onEdit,
  onRemove,
}: {
  entry: PriceEntry;
  removing: boolean;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const which = (
    <span className="sr-only">
      {" "}
      the price of {entry.model} from {entry.validFrom}
    </span>
  );
  return (
    <>
      <Button variant="ghost" size="sm" onClick={onEdit}>
        Change{which}
      </Button>
      <Button variant="ghost" size="sm" busy={removing} onClick={onRemove}>
        Remove{which}
      </Button>
    </>
  );
}
