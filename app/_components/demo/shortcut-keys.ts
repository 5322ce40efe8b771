export type Command =
  | { kind: "accept" | "reject" | "edit" | "skip" | "generate" | "next" | "previous" | "help" }
  | { kind: "draft"; index: number }
  | { kind: "move"; step: 1 | -1 };

/** What the keys do, in the order in which they are explained. */
export const SHORTCUTS: readonly { keys: string; does: string }[] = [
  { keys: "g", does: "Generate drafts" },
  { keys: "a", does: "Accept the selected draft" },
  { keys: "e", does: "Edit the selected draft" },
  { keys: "r", does: "Reject the selected draft" },
  { keys: "s", does: "Skip this email" },
  { keys: "1 … 5", does: "Select a draft" },
  { keys: "← →", does: "Select the draft before or after" },
  { keys: "j / k", does: "Next or previous email" },
  { keys: "?", does: "Show the keys" },
];

const COMMANDS: Readonly<Record<string, Command>> = {
  g: { kind: "generate" },
  a: { kind: "accept" },
  e: { kind: "edit" },
  r: { kind: "reject" },
  s: { kind: "skip" },
  j: { kind: "next" },
  k: { kind: "previous" },
  "?": { kind: "help" },
  ArrowRight: { kind: "move", step: 1 },
  ArrowLeft: { kind: "move", step: -1 },
};

interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
}

/**
 * What a press of a key asks for, or null.
 *
 * A key together with Ctrl, Meta or Alt belongs to the browser. A key that is held down moves between
 * emails and drafts, but decides only once.
 */
export function commandOf({ key, ctrlKey, metaKey, altKey, repeat }: Press): Command | null {
  if (ctrlKey || metaKey || altKey) return null;
  const command: Command | undefined = /^[1-5]$/.test(key)
    ? { kind: "draft", index: Number(key) - 1 }
    : Object.hasOwn(COMMANDS, key)
      ? COMMANDS[key]
      : undefined;
  if (!command) return null;
  const moves = command.kind === "next" || command.kind === "previous" || command.kind === "move";
  return repeat && !moves ? null : command;
}

/** Whether keys typed into this element are text or a choice of its own. */
export function isTyping(target: { tagName: string; isContentEditable: boolean } | null): boolean {
  return target !== null && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));
}
