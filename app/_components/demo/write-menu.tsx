"use client";

import { ChevronDown, PenLine } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { toast } from "sonner";
import { Button } from "@/app/_components/ui/button";
import { describeError } from "@/app/_hooks/api-client";
import { useWriteSyntheticEmail } from "@/app/_hooks/emails";

const SCENARIOS = [
  { value: "complaint", label: "A complaint" },
  { value: "inquiry", label: "An inquiry" },
  { value: "urgent", label: "An urgent email" },
  { value: "technical", label: "A technical question" },
  { value: "professional", label: "A business email" },
  { value: "casual", label: "A casual email" },
  { value: "random", label: "A random email" },
] as const;

/** Has a synthetic email written and opens it. */
export function WriteMenu({
  labId,
  onWritten,
}: {
  labId: string | null;
  onWritten: (emailId: string) => void;
}) {
  const writing = useWriteSyntheticEmail(labId);
  const write = (scenario: (typeof SCENARIOS)[number]["value"]) =>
    writing.mutate(scenario, {
      onSuccess: (email) => onWritten(email.id),
      onError: (error) => {
        const { title, detail } = describeError(error);
        toast.error(title, { description: detail });
      },
    });

  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button size="sm" busy={writing.isPending} disabled={labId === null}>
          <PenLine aria-hidden className="size-3.5" />
          Write
          <ChevronDown aria-hidden className="size-3" />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          className="z-50 min-w-44 rounded-lg border bg-raised p-1 shadow-lg"
        >
          <DropdownMenu.Label className="px-2 py-1 text-small text-muted">
            Synthetic, marked as such
          </DropdownMenu.Label>
          {SCENARIOS.map(({ value, label }) => (
            <DropdownMenu.Item
              key={value}
              onSelect={() => write(value)}
              className="flex h-8 cursor-pointer items-center rounded px-2 outline-none data-highlighted:bg-accent-soft data-highlighted:text-accent"
            >
              {label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
