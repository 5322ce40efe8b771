/** A tagged part of a message, as `<tag attributes>` … `</tag>` on lines of their own. */
export interface Block {
  tag: string;
  attributes: Readonly<Record<string, string>>;
  content: string;
}

/**
 * The tagged parts of a message, outermost only and in order. What stands inside a part cannot
 * pass for a part beside it: the search goes on behind its closing tag.
 */
export function blocksOf(message: string): Block[] {
  const blocks: Block[] = [];
  const opening = /<([a-z_]+)((?: [a-z]+="[^"]*")*)>\n/g;
  for (let match = opening.exec(message); match !== null; match = opening.exec(message)) {
    const tag = match[1] ?? "";
    const end = message.indexOf(`\n</${tag}>`, opening.lastIndex - 1);
    if (end < 0) continue;
    const attributes = Object.fromEntries(
      Array.from((match[2] ?? "").matchAll(/([a-z]+)="([^"]*)"/g), ([, name, value]) => [
        name ?? "",
        value ?? "",
      ]),
    );
    blocks.push({
      tag,
      attributes,
      content: message.slice(opening.lastIndex, Math.max(end, opening.lastIndex)),
    });
    opening.lastIndex = end + tag.length + 4;
  }
  return blocks;
}

/** Content of the first block with a tag, or null. */
export function blockContent(blocks: readonly Block[], tag: string): string | null {
  return blocks.find((block) => block.tag === tag)?.content ?? null;
}
