import type { Lab } from "@/lib/contracts/labs";
import { IdentityForm } from "./identity-form";
import { ModelsForm } from "./models-form";
import { SETTINGS_GROUPS } from "./settings-fields";
import { SettingsForm } from "./settings-form";
import { VariablesForm } from "./variables-form";

/** The lab's settings, one form for each group. */
export function SettingsTab({ lab }: { lab: Lab }) {
  return (
    <div className="flex flex-col gap-6">
      <IdentityForm lab={lab} />
      <VariablesForm lab={lab} />
      <ModelsForm lab={lab} />
      {SETTINGS_GROUPS.map((group) => (
        <SettingsForm key={group.name} lab={lab} group={group} />
      ))}
    </div>
  );
}
