import type { Metadata } from "next";
import { DemoPage } from "./_components/demo/demo-page";

export const metadata: Metadata = { title: { absolute: "Demo · Loop Learner" } };

/** Where people decide on drafts; `?email=` names the email that is open. */
export default function Page() {
  return <DemoPage />;
}
