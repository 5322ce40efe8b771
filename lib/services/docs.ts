import type { LabSettings } from "@/lib/contracts/labs";
import { type InstructionReference, instructionReference } from "@/lib/llm/simulator/instruction-reference";
import { defaultWorld } from "@/lib/llm/simulator/worlds";
import { defaultSettings } from "./labs";

/** What the documentation tells. */
export interface Docs {
  simulator: InstructionReference & { defaultWorld: string };
  /** What a new lab starts with. */
  defaults: Pick<LabSettings, "triggerConfig" | "deploymentConfig">;
}

/** What the documentation tells, read from the tables that the product itself works by. */
export function getDocs(): Docs {
  const { triggerConfig, deploymentConfig } = defaultSettings;
  return {
    simulator: { ...instructionReference(), defaultWorld },
    defaults: { triggerConfig, deploymentConfig },
  };
}
