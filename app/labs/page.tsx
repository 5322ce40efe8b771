import type { Metadata } from "next";
import { LabList } from "@/app/_components/labs/lab-list";

export const metadata: Metadata = { title: "Labs" };

/** All labs. */
export default function Page() {
  return <LabList />;
}
