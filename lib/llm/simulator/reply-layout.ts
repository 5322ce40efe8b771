import type { InstructionKind } from "@/lib/llm/simulator/instruction-kinds";
import type { BodyPart } from "@/lib/llm/simulator/reply-body";

/** Drops the least worthy sentences until the rest fits; the last one stays. */
export function fitted(parts: readonly BodyPart[], maxWords: number): BodyPart[] {
  const kept = [...parts];
  while (kept.length > 1 && countWords(kept.map((part) => part.text).join(" ")) > maxWords) {
    const least = kept.reduce((low, part, index) => (part.worth < (kept[low]?.worth ?? 0) ? index : low), 0);
    kept.splice(least, 1);
  }
  return kept;
}

/** Sentences put into paragraphs or a list, with or without marks of excitement. */
export function layOut(parts: readonly BodyPart[], traits: ReadonlySet<InstructionKind>): string {
  const sentences = excited(parts, traits);
  const bullet = traits.has("bullet_list");
  if (!bullet && !traits.has("numbered_steps")) return paragraphs(sentences, traits);

  const textOf = (place: BodyPart["place"]) =>
    sentences.filter((part) => part.place === place).map(({ text }) => text);
  const items = textOf("item").map((text, index) => `${bullet ? "-" : `${index + 1}.`} ${text}`);
  return [textOf("before").join(" "), items.join("\n"), textOf("after").join(" ")]
    .filter((text) => text !== "")
    .join("\n\n");
}

function paragraphs(parts: readonly BodyPart[], traits: ReadonlySet<InstructionKind>): string {
  const breaks = !traits.has("brevity") && !traits.has("prose");
  return parts.reduce((text, part) => {
    if (text === "") return part.text;
    return `${text}${part.opensParagraph === true && breaks ? "\n\n" : " "}${part.text}`;
  }, "");
}

function excited(parts: readonly BodyPart[], traits: ReadonlySet<InstructionKind>): BodyPart[] {
  if (traits.has("formal_tone")) return [...parts];
  const lastCheerful = parts.findLastIndex(({ cheerful }) => cheerful === true);
  return parts.map((part, index) => {
    if (part.cheerful !== true) return part;
    const text = traits.has("no_exclamations") ? part.text : part.text.replace(/\.$/, "!");
    return { ...part, text: index === lastCheerful && !traits.has("no_emojis") ? `${text} 🙂` : text };
  });
}

export function countWords(text: string): number {
  return text.trim().split(/\s+/).length;
}
