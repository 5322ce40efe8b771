import type { Metadata } from "next";
import { RunPage } from "@/app/_components/runs/run-page";

interface Props {
  params: Promise<{ runId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { runId } = await params;
  return { title: `Run ${runId.slice(0, 8)}` };
}

export default async function Page({ params }: Props) {
  const { runId } = await params;
  // A run of its own for each address: what one page has received does not show on the next.
  return <RunPage key={runId} runId={runId} />;
}
