import type { Metadata } from "next";
import { DocsPage } from "@/app/_components/docs/docs-page";
import { getDocs } from "@/lib/services/docs";

export const metadata: Metadata = { title: "Docs" };

/** How decisions are made, and what the simulator understands. */
export default function Page() {
  return <DocsPage {...getDocs()} />;
}
