import { accounts } from "./accounts";
import { deliveries } from "./deliveries";
import { faults } from "./faults";
import { payments } from "./payments";
import { products } from "./products";
import { returns } from "./returns";
import type { DefaultEmail } from "./types";
import { voices } from "./voices";
import { warranty } from "./warranty";

export type { DefaultEmail, RequestKind } from "./types";

interface DefaultLab {
  slug: "default";
  name: string;
  description: string;
  prompt: string;
  variables: Record<string, string>;
  emails: readonly DefaultEmail[];
}

const emails = [
  ...deliveries,
  ...faults,
  ...warranty,
  ...payments,
  ...returns,
  ...products,
  ...accounts,
  ...voices,
].sort((a, b) => a.sentAt.localeCompare(b.sentAt));

/**
 * The lab that every new installation starts with: one inbox, the replies its people would send, and
 * a prompt that knows nothing of how they write. All people, orders and addresses are made up.
 *
 * `variables` leaves out `today`, which the product fills from the date of each email.
 */
export const defaultLab: DefaultLab = {
  slug: "default",
  name: "Customer support",
  description:
    "Email to support@fernhill.example, the support address of Fernhill Outfitters, an online shop for outdoor and home goods. It holds 60 emails, each with the reply that the team would send.",
  prompt:
    "You answer the email that customers send to {{company}}. Today is {{today}}. Write a reply to the email.",
  variables: { company: "Fernhill Outfitters" },
  emails,
};
