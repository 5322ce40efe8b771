"use client";

import { Select } from "@/app/_components/ui/field";
import { useCurrentLab } from "@/app/_hooks/current-lab";
import { useLabs } from "@/app/_hooks/labs";

/** Picks the lab that every page works in. */
export function LabSelector() {
  const { labId, lab, error, select } = useCurrentLab();
  const labs = useLabs();

  if (error && !lab) {
    return <p className="text-small text-bad">The lab could not be read.</p>;
  }
  const listed = labs.data?.items ?? [];
  // The lab in use may stand beyond the first page of the list.
  const items = lab && !listed.some((each) => each.id === lab.id) ? [lab, ...listed] : listed;

  return (
    <Select
      aria-label="Lab"
      className="max-w-52 truncate max-sm:min-w-0 max-sm:flex-1"
      value={labId ?? ""}
      disabled={labId === null}
      onChange={(event) => select(event.target.value)}
    >
      {labId === null && <option value="">Loading lab …</option>}
      {items.map((each) => (
        <option key={each.id} value={each.id}>
          {each.name}
        </option>
      ))}
    </Select>
  );
}
