import type { Metadata } from "next";
import { ModelsPage } from "@/app/_components/models/models-page";

export const metadata: Metadata = { title: "Models" };

/** Providers, what they can do, and what they cost. */
export default function Page() {
  return <ModelsPage />;
}
