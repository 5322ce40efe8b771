import { commitment } from "@/lib/llm/simulator/instruction-kinds/commitment";
import { content } from "@/lib/llm/simulator/instruction-kinds/content";
import { form } from "@/lib/llm/simulator/instruction-kinds/form";
import { greetingAndClose } from "@/lib/llm/simulator/instruction-kinds/greeting-and-close";
import type { InstructionTable } from "@/lib/llm/simulator/instruction-kinds/instruction-table";
import { language } from "@/lib/llm/simulator/instruction-kinds/language";
import { tone } from "@/lib/llm/simulator/instruction-kinds/tone";

export {
  type InstructionKind,
  type InstructionTable,
  instructionKinds,
  type Wording,
} from "@/lib/llm/simulator/instruction-kinds/instruction-table";

/**
 * Everything the simulator understands of a prompt. A sentence that matches nothing here changes
 * nothing but the crowd: the more a prompt says, the less of it is followed.
 */
export const instructionTables: readonly InstructionTable[] = [
  ...greetingAndClose,
  ...tone,
  ...content,
  ...commitment,
  ...form,
  ...language,
];
