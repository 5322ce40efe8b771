import type { InstructionKind } from "@/lib/llm/simulator/instruction-kinds";

/** What a piece of feedback says about an instruction: the prompt lacks it, or should not have it. */
export interface Complaint {
  kind: InstructionKind;
  /** True: ask for it. False: stop asking for it. */
  wanted: boolean;
}

/** One way of putting it. */
export interface ComplaintWording extends Complaint {
  pattern: RegExp;
  example: string;
}

/** Complaints that a text voices, one per kind: the first wording in the table that fits. */
export function complaintsIn(text: string, wordings: readonly ComplaintWording[]): Complaint[] {
  const byKind = new Map<InstructionKind, Complaint>();
  for (const { kind, wanted, pattern } of wordings) {
    if (!byKind.has(kind) && pattern.test(text)) byKind.set(kind, { kind, wanted });
  }
  return [...byKind.values()];
}
