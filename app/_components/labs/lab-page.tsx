"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { z } from "zod";
import { Badge } from "@/app/_components/ui/badge";
import { formatNumber } from "@/app/_components/ui/number";
import { ErrorState, LoadingState } from "@/app/_components/ui/states";
import { Tabs } from "@/app/_components/ui/tabs";
import { useLab } from "@/app/_hooks/labs";
import { usePageTitle } from "@/app/_hooks/page-title";
import type { Lab } from "@/lib/contracts/labs";
import { DataTab } from "./data-tab";
import { PromptTab } from "./prompt-tab";
import { RunsTab } from "./runs-tab";
import { SettingsTab } from "./settings-tab";

const TAB_LABELS = { prompt: "Prompt", runs: "Runs", data: "Data", settings: "Settings" } as const;
const Tab = z.enum(["prompt", "runs", "data", "settings"]).catch("prompt");

/** One lab. The tab is part of the address, so that it can be linked to and survives a reload. */
export function LabPage({ labId }: { labId: string }) {
  const lab = useLab(labId);
  if (lab.isPending) return <LoadingState label="Loading the lab" />;
  if (lab.data === undefined) return <ErrorState error={lab.error} onRetry={() => void lab.refetch()} />;
  return <LabView lab={lab.data} />;
}

function LabView({ lab }: { lab: Lab }) {
  const router = useRouter();
  const path = usePathname();
  const query = useSearchParams();
  const tab = Tab.parse(query.get("tab"));
  usePageTitle([TAB_LABELS[tab], lab.name]);
  const go = (to: string) => {
    const next = new URLSearchParams(query);
    next.set("tab", to);
    router.replace(`${path}?${next}`, { scroll: false });
  };
  return (
    <>
      <header className="px-4 pt-3 pb-1">
        <h1 className="flex flex-wrap items-center gap-2 text-title font-semibold">
          {lab.name}
          {lab.isDefault && <Badge>default</Badge>}
        </h1>
        {lab.description && <p className="max-w-[90ch] text-muted">{lab.description}</p>}
        <p className="text-muted">
          Live prompt <span className="font-medium text-live">v{lab.liveVersion}</span> ·{" "}
          {formatNumber(lab.counts.emails)} emails · {formatNumber(lab.counts.decisions)} decisions ·{" "}
          {formatNumber(lab.counts.cases)} cases
        </p>
      </header>
      <div className="px-4 pb-4">
        <Tabs
          label="Parts of the lab"
          value={tab}
          onValueChange={go}
          items={[
            { value: "prompt", label: TAB_LABELS.prompt, content: <PromptTab lab={lab} /> },
            { value: "runs", label: TAB_LABELS.runs, content: <RunsTab lab={lab} /> },
            { value: "data", label: TAB_LABELS.data, content: <DataTab lab={lab} /> },
            { value: "settings", label: TAB_LABELS.settings, content: <SettingsTab lab={lab} /> },
          ]}
        />
      </div>
    </>
  );
}
