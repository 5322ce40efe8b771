import type { Metadata } from "next";
import { LabPage } from "@/app/_components/labs/lab-page";

export const metadata: Metadata = { title: "Lab" };

/** One lab by id, or the default lab by the word `default`; `?tab=` names the part that is open. */
export default async function Page({ params }: { params: Promise<{ labId: string }> }) {
  const { labId } = await params;
  return <LabPage key={labId} labId={labId} />;
}
