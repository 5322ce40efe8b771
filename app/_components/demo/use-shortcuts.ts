"use client";

import { useEffect, useEffectEvent } from "react";
import { type Command, commandOf, isTyping } from "./shortcut-keys";

/**
 * Calls `onCommand` for the page's keys, never while a person types or has a dialog or a menu open.
 *
 * @param onCommand Says whether it did something; the key is then used up.
 */
export function useShortcuts(onCommand: (command: Command) => boolean): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    if (event.target instanceof HTMLElement && isTyping(event.target)) return;
    if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null) return;
    const command = commandOf(event);
    if (command === null) return;
    // Else the letter would land in the field that the command opens.
    if (onCommand(command)) event.preventDefault();
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
